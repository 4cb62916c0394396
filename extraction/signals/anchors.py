"""The literal prefilter: which sentences hold a word that can trigger a rule. One pass over the text, in C."""

import re
from functools import cache

from extraction.signals.lexicon import groups_of
from extraction.signals.rules import rules_of
from extraction.signals.lexicon import load_lexicon


def trie_pattern(words: list[str]) -> str:
    """Literals as a trie-shaped regular expression: each character is read once."""
    trie: dict[str, dict] = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _shape(trie)


def _shape(node: dict[str, dict]) -> str:
    ends = "" in node
    branches = [(_literal(char), child) for char, child in sorted(node.items()) if char]
    if not branches:
        return ""
    alternatives = [text + _shape(child) for text, child in branches]
    body = alternatives[0] if len(alternatives) == 1 and not ends else "(?:" + "|".join(alternatives) + ")"
    return body + "?" if ends else body


def _literal(char: str) -> str:
    return {" ": r"[\s'-]+", "*": r"", "\0": r"\b"}.get(char, re.escape(char))


@cache
def anchor_words(lang: str) -> tuple[str, ...]:
    """The words and stems that can be the cue of a rule; a whole word ends with NUL, a stem does not."""
    cue_codes = set("".join(rule.cues for rule in rules_of(lang)))
    classes = load_lexicon(lang).classes
    cue_classes = {name for name, codes in classes.items() if cue_codes & set(codes)}
    found = set()
    for group in groups_of(lang):
        if group.class_ in cue_classes:
            for parts in group.entries():
                last = parts[-1]
                text = " ".join(part.rstrip("*") for part in parts)
                found.add(text if last.endswith("*") else text + "\0")
    return tuple(sorted(found))


@cache
def prefilter(lang: str) -> re.Pattern[str]:
    """The anchors of a language, to be searched in folded text."""
    return re.compile(r"\b" + trie_pattern(list(anchor_words(lang))))
