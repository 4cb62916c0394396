"""The sentences are one namespace: a name that two files define would be read from the last one, in silence."""

import ast
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "ui" / "wording_fr"


def defined(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
    return {name for name in names if not name.startswith("_")}


def test_no_name_is_defined_by_two_files() -> None:
    counted = Counter(name for path in FOLDER.glob("*.py") for name in defined(path))
    assert len(counted) > 200
    assert [name for name, times in counted.items() if times > 1] == []
