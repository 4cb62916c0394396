from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.located import Entries, Where, lines_of, place_of

FOLDER = Path(__file__).parent
Model = TypeVar("Model", bound=BaseModel)


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a key written twice: YAML alone would keep the last one and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise VocabularyError(f"line {line}: a key is a text, not a list of things")
            if key.value in seen:
                raise VocabularyError(f'line {line}: "{key.value}" is written twice')
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_entries(path: Path) -> Entries:
    """Read one YAML file as a mapping of entries, in the file's order."""
    try:
        content, lines = _parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise VocabularyError(f"{path.name}: the file is missing from {path.parent.name}/.") from None
    except VocabularyError as error:
        raise VocabularyError(f"{path.name} {error}.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise VocabularyError(f"{path.name} line {line}: {error.problem}.") from error
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        raise VocabularyError(f"{path.name}: expected one entry per key, each key a text.")
    return Entries(content, lines)


def _parse(text: str) -> tuple[object, dict[Where, int]]:
    # _StrictLoader is a safe loader: no Python object comes out of the file.
    loader = _StrictLoader(text)
    try:
        node = loader.get_single_node()
        content = loader.construct_document(node) if node else None
        return content, dict(lines_of(node, ())) if node else {}
    finally:
        loader.dispose()


def fields_of(file: str, entry: str, entries: Mapping[str, object]) -> dict[str, Any]:
    """Give the fields written under one entry."""
    fields = entries.get(entry)
    if not isinstance(fields, dict):
        place = place_of(entries, file, entry)
        raise VocabularyError(f'{place}: entry "{entry}" should hold fields, not {fields!r}.')
    return fields


def build(
    model: type[Model],
    file: str,
    entry: str,
    fields: Mapping[str, object],
    entries: Mapping[str, object] | None = None,
) -> Model:
    """Validate one entry; the first fault found becomes one sentence that names the file, the line and the entry."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        place = place_of(entries or {}, file, entry, *first["loc"])
        raise VocabularyError(f'{place}: entry "{entry}": {_say(first["type"], where, first["msg"])}.') from None


def build_all(model: type[Model], key_field: str, file: str, entries: Entries) -> dict[str, Model]:
    """Validate every entry of a file, or of a part of it, by its key."""
    return {key: build(model, file, key, {key_field: key, **fields_of(file, key, entries)}, entries) for key in entries}


def _say(kind: str, where: str, message: str) -> str:
    if kind == "extra_forbidden":
        return f'the key "{where}" is not known'
    if kind == "missing":
        return f'"{where}" is missing'
    message = message.removeprefix("Value error, ")
    return f'"{where}": {message}' if where else message
