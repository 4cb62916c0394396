"""The fixtures of conftest.py, by their types."""

from collections.abc import Callable
from pathlib import Path

# file, text, the text in its place -> the folder of the broken copy
Break = Callable[[str, str, str], Path]
# file, text -> line
LineOf = Callable[[str, str], int]
