"""Thousands of phrases as one pattern that reads a text once: phrases that begin alike share their beginning."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Node: TypeAlias = dict[str, "Node"]
_END = ""


def trie_pattern(phrases: Iterable[str], pieces: Mapping[str, str]) -> str:
    """Give the pattern of whole words that prefers the longest phrase; a sign of `pieces` stands for its own pattern.

    At one place of a text the work is bounded by the longest phrase: `pieces` must be bounded too, and exclude one another.
    """
    root: Node = {}
    for phrase in phrases:
        node = root
        for sign in phrase:
            node = node.setdefault(sign, {})
        node[_END] = {}
    # a figure after the word is a note call that a PDF glued to it
    return rf"(?<!\w){_pattern(root, pieces)}(?![^\W\d])"


def _pattern(node: Node, pieces: Mapping[str, str]) -> str:
    branches = [
        pieces.get(sign, re.escape(sign)) + _pattern(child, pieces) for sign, child in sorted(node.items()) if sign
    ]
    if not branches:
        return ""
    joined = f"(?:{'|'.join(branches)})" if len(branches) > 1 or _END in node else branches[0]
    return joined + "?" if _END in node else joined
