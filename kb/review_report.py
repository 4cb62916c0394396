"""Which rules err, as the reviews tell it: lines counted by rule and version, each line once for each mark."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.reviews import Review
from kb.vocabulary.review_loader import load_review_words


@dataclass(frozen=True)
class RuleReviews:
    """What was said of one rule of one version of an extractor. Numbers count lines, never how often they were marked."""

    rule: str
    extractor: str
    lines: int
    marks: dict[str, int]
    reasons: dict[str, int]
    """Those that question the reading; « fidèle » is told by its mark."""

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `recoupe review report`."""
        return {
            "rule": self.rule,
            "extractor": self.extractor,
            "lines": self.lines,
            "marks": self.marks,
            "reasons": self.reasons,
        }


def report(reviews: Iterable[Review]) -> list[RuleReviews]:
    """The rules most often set aside first, then those to look at again, then by name."""
    by_rule: dict[tuple[str, str], list[Review]] = {}
    for one in reviews:
        by_rule.setdefault((one.rule, one.extractor), []).append(one)
    found = [_of_rule(*key, members) for key, members in by_rule.items()]
    return sorted(found, key=lambda one: (-one.marks["ecarte"], -one.marks["a_revoir"], one.rule, one.extractor))


def _of_rule(rule: str, extractor: str, members: list[Review]) -> RuleReviews:
    words = load_review_words()
    marked = {(one.line_id, one.mark) for one in members}
    questioned = {(one.line_id, one.reason) for one in members if one.mark != "confirme"}
    reasons = {key: sum(reason == key for _, reason in questioned) for key in words.reasons}
    return RuleReviews(
        rule,
        extractor,
        len({one.line_id for one in members}),
        {key: sum(mark == key for _, mark in marked) for key in words.marks},
        {key: count for key, count in reasons.items() if count},
    )
