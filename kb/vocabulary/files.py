from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from kb.vocabulary.errors import VocabularyError

FOLDER = Path(__file__).parent
Model = TypeVar("Model", bound=BaseModel)


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a key written twice: YAML alone would keep the last one and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise VocabularyError(f'"{key.value}" is written twice')
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_entries(path: Path) -> dict[str, Any]:
    """Read one YAML file as a mapping of entries, in the file's order."""
    try:
        # _StrictLoader is a safe loader: no Python object comes out of the file.
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506
    except FileNotFoundError:
        raise VocabularyError(f"{path.name}: the file is missing from {path.parent.name}/.") from None
    except VocabularyError as error:
        raise VocabularyError(f"{path.name}: {error}.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise VocabularyError(f"{path.name}: line {line}: {error.problem}.") from error
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        raise VocabularyError(f"{path.name}: expected one entry per key, each key a text.")
    return content


def fields_of(file: str, entry: str, entries: Mapping[str, object]) -> dict[str, Any]:
    """Give the fields written under one entry."""
    fields = entries.get(entry)
    if not isinstance(fields, dict):
        raise VocabularyError(f'{file}: entry "{entry}" should hold fields, not {fields!r}.')
    return fields


def build(model: type[Model], file: str, entry: str, fields: Mapping[str, object]) -> Model:
    """Validate one entry; the first fault found becomes one sentence that names the file and the entry."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise VocabularyError(f'{file}: entry "{entry}": {_say(first["type"], where, first["msg"])}.') from None


def _say(kind: str, where: str, message: str) -> str:
    if kind == "extra_forbidden":
        return f'the key "{where}" is not known'
    if kind == "missing":
        return f'"{where}" is missing'
    message = message.removeprefix("Value error, ")
    return f'"{where}": {message}' if where else message
