"""The guard over a whole tree of files: what the tests run on the project, and on copies of it where a verdict was planted."""

import ast
import colorsys
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from scoring.guard import CLOSED, forbidden_keys, forbidden_words

PACKAGES = ("ui", "scoring", "kb", "cli", "extraction", "crawlers")
# where the words are the object: the guard itself, and the cues that recognise publishers' sentences
NOT_OURS = ("scoring/guard.py", "extraction/signals/patterns/")
OFFICIAL = {"label_en", "label_who_fr", "en", "also"}  # titles and names that publishers give
YAML_FOLDERS = ("kb/vocabulary", "kb/sources", "kb/legal")
SHOWN_FILES = ("*.js", "*.css", "*.html")
# Streamlit's own boxes and colours that mean good or bad
COLOURED = re.compile(
    r"\bst\.(?:success|error|warning|metric|progress)\b|:(?:red|green|orange|violet)(?:-background)?\[|delta_color"
)
SCALES = re.compile(
    r"red(?:yellow|blue|grey)?green|rdylgn|\bturbo\b|\bviridis\b|\bspectral\b|\b(?:(?<!color-)scheme|color_?[sS]cale|color_?[mM]ap|cmap)\b"
)
HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
NAMED = re.compile(
    r"(?<![\w-])(?:red|green|orange|yellow|lime|crimson|tomato|gold|salmon|darkred|darkgreen|firebrick)(?![\w-])"
)
_ACCENT_HUES = range(180, 261)  # the accent and its ground are blue; a grey has no hue
_STRINGS = ast.Constant, ast.JoinedStr, ast.BinOp


def docstrings(tree: ast.AST) -> set[int]:
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    bare = [
        statement.value for node in ast.walk(tree) if isinstance(node, holders)
        for statement in node.body if isinstance(statement, ast.Expr)
    ]  # fmt: skip
    return {id(value) for value in bare if isinstance(value, ast.Constant)}


def _text(node: ast.AST) -> str | None:
    """A string put together from literals; « … » where it is filled in."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "…" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return None if left is None and right is None else f"{left or '…'}{right or '…'}"
    return None


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Every string literal but the docstrings; an f-string or a sum of strings is one text."""
    tree = ast.parse(source)
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if id(node) in skipped or not isinstance(node, _STRINGS):
            continue
        if (text := _text(node)) is not None:
            skipped |= {id(part) for part in ast.walk(node) if part is not node}
            yield getattr(node, "lineno", 0), text


def our_modules(root: Path) -> list[Path]:
    found = [path for package in PACKAGES for path in sorted((root / package).rglob("*.py"))]
    found += [path for path in (root / "app_streamlit.py",) if path.exists()]
    return [path for path in found if not any(part in path.as_posix() for part in NOT_OURS)]


def our_yaml(root: Path) -> list[Path]:
    return sorted(path for folder in YAML_FOLDERS for path in (root / folder).rglob("*.yml"))


def shown_files(root: Path) -> list[Path]:
    """What a browser reads beside our Python."""
    return sorted(path for pattern in SHOWN_FILES for path in (root / "ui").rglob(pattern))


def texts_of(content: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        for name, held in content.items():
            if name not in OFFICIAL:
                yield from texts_of(held, f"{key}.{name}")
    elif isinstance(content, list):
        for held in content:
            yield from texts_of(held, key)
    elif isinstance(content, str):
        yield key, content


def said_in_module(path: Path) -> list[str]:
    """The sentences of a module that give a verdict."""
    found = literals(path.read_text(encoding="utf-8"))
    return [f"{path.name} line {line}: {text!r}" for line, text in found if forbidden_words(text)]


def said_in_yaml(path: Path) -> list[str]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [f"{path.name} {key}: {text!r}" for key, text in texts_of(content) if forbidden_words(text)]


def said_in_shown(path: Path) -> list[str]:
    """Words in what the browser reads; code has no sentence of its own beside its quoted strings and its CSS contents."""
    text = path.read_text(encoding="utf-8")
    said = re.findall(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|>[^<>{}]+<", text)
    return [f"{path.name}: {one!r}" for one in said if forbidden_words(one)]


def coloured(path: Path) -> list[str]:
    """Colours that mean something: any hue but the accent's, a named red or green, a scale, a coloured box of Streamlit."""
    text = path.read_text(encoding="utf-8")
    found = [f"#{one}" for one in HEX.findall(text) if path.suffix != ".py" or _is_colour(text, one)]
    meant = [one for one in found if (hue := _hue(one)) is not None and hue not in _ACCENT_HUES]
    if path.suffix in {".css", ".html", ".js"}:
        meant += NAMED.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.S))
    meant += SCALES.findall(text)
    if path.suffix == ".py":
        meant += COLOURED.findall(text)
    return [f"{path.name}: {one}" for one in meant]


def _is_colour(text: str, digits: str) -> bool:
    return f'"#{digits}' in text or f"'#{digits}" in text


def _hue(colour: str) -> int | None:
    """Degrees; None for black, white and the greys."""
    digits = colour[1:] if len(colour) == 7 else "".join(two * 2 for two in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return None if saturation < 0.12 or not 0.03 < lightness < 0.97 else round(hue * 360)


def fields_of_classes(path: Path) -> dict[str, set[str]]:
    """The fields that each class of a module declares."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name: {
            one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
        }
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def opened_classes(root: Path) -> list[str]:
    """Classes of scoring/ that hold another list of fields than the closed one, and fields named for a verdict anywhere in it."""
    found = []
    for path in sorted((root / "scoring").rglob("*.py")):
        for name, held in fields_of_classes(path).items():
            closed = CLOSED.get(f"{path.stem}.{name}", held)
            if held != closed:
                found.append(f"{path.name} {name}: {sorted(held ^ closed)}")
            found += [f"{path.name} {name}.{field}" for field in forbidden_keys(dict.fromkeys(held))]
    return found


def named_keys(path: Path) -> list[str]:
    """Keys of the dictionaries that a module writes, where one names a verdict."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    keys = [
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    ]
    return [f"{path.name}: {key}" for key in forbidden_keys(dict.fromkeys(keys))]


def audit(root: Path, only: Path | None = None) -> list[str]:
    """Everything that the guard sees in a tree of files, or in one of them; nothing where no verdict is planted."""
    found = [*opened_classes(root)]
    for path in our_modules(root) + our_yaml(root) + shown_files(root):
        if only in (None, path):
            found += _seen_in(path, path.relative_to(root).parts[0])
    return found


def _seen_in(path: Path, package: str) -> list[str]:
    if path.suffix == ".yml":
        return said_in_yaml(path)
    if path.suffix != ".py":
        return said_in_shown(path) + coloured(path)
    colours = coloured(path) if package in {"ui", "app_streamlit.py"} else []
    keys = named_keys(path) if package in {"ui", "scoring", "cli"} else []
    return said_in_module(path) + colours + keys
