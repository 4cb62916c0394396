"""Words against words: a problem signalled and denied over the same days, and a closed problem that comes back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from kb.lines import Line
from kb.vocabulary.medicines_loader import load_medicines
from kb.wording import french_day
from scoring.contradictions import Contradiction, Kind, Side, in_order, side
from scoring.statements import Asserts, Statement, one_voice, overlap, same_matter, statements_of, type_label
from scoring.witnesses import is_stated


def textual_contradictions(lines: Iterable[Line]) -> list[Contradiction]:
    """Every contradiction among signals and answers to surveys. Each denial meets once all that it denies."""
    by_type: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(statements_of(lines), key=lambda one: (one.start, one.line.id)):
        by_type[statement.type].append(statement)
    return [*chain.from_iterable(_of_type(held) for held in by_type.values())]


def _of_type(held: Sequence[Statement]) -> list[Contradiction]:
    problems = [one for one in held if one.asserts is Asserts.PRESENT]
    others = [one for one in held if one.asserts is not Asserts.PRESENT]
    if not problems or not others:
        return []
    return [*_denied(problems, others), *_reopened(problems, others)]


def _denied(problems: Sequence[Statement], denials: Sequence[Statement]) -> list[Contradiction]:
    opposed: dict[tuple[str, ...], tuple[list[Statement], list[Statement]]] = {}
    for denial in denials:
        met = [one for one in problems if _contradict(one, denial)]
        if met:
            opposed.setdefault(tuple(one.line.id for one in met), (met, []))[1].append(denial)
    return [_contradiction(met, denying) for met, denying in opposed.values()]


def _contradict(problem: Statement, denial: Statement) -> bool:
    if problem.line.kind == denial.line.kind == "observation":
        return False  # two answers are read side by side: an opposition is declared between an answer and a report
    return overlap(problem, denial) and same_matter(problem, denial) and not one_voice(problem.line, denial.line)


def _contradiction(problems: Sequence[Statement], denials: Sequence[Statement]) -> Contradiction:
    about = _about(problems[0], denials[0])
    sides = in_order(_side(problems), _side(denials))
    said = " ; ".join(f"{held.says} par {_names(held.producers)}" for held in sides)
    named = all(map(is_stated, chain.from_iterable(held.producers for held in sides)))
    unnamed = "" if named else " Un des producteurs n’est pas indiqué."
    reason = f"Même sujet ({about}), mêmes mois : {said}.{unnamed}"
    return Contradiction(Kind.WORDS, _component(problems), about, _days([*problems, *denials]), reason, sides)


def _reopened(problems: Sequence[Statement], closings: Sequence[Statement]) -> list[Contradiction]:
    """A problem said to be over, then signalled again: each closing with what first came back after it."""
    found: dict[str, tuple[Statement, Statement]] = {}
    for closing in sorted(closings, key=lambda one: (one.end, one.line.id)):
        if not _closes(closing, problems):
            continue
        later = [one for one in problems if one.start > closing.end and same_matter(one, closing)]
        if later:
            back = min(later, key=lambda one: (one.start, one.line.id))
            found[back.line.id] = (closing, back)  # the last closing before it is the one that it reopens
    return [_in_time(closing, back) for closing, back in found.values()]


def _closes(closing: Statement, problems: Sequence[Statement]) -> bool:
    """Words that close a past, or a denial of what had been signalled before. A plain denial closes nothing."""
    if closing.line.kind != "signal":
        return False
    if closing.asserts is Asserts.ENDED:
        return True
    return any(one.end < closing.start and same_matter(one, closing) for one in problems)


def _in_time(closing: Statement, back: Statement) -> Contradiction:
    about = _about(back, closing)
    sides = in_order(_side([closing]), _side([back]))
    who = " Un seul producteur." if one_voice(closing.line, back.line) else ""
    reason = (
        f"Problème dit absent, résolu ou passé ({about}) jusqu’au {french_day(closing.end)}, "
        f"puis signalé de nouveau à partir du {french_day(back.start)}.{who}"
    )
    return Contradiction(Kind.IN_TIME, _component([back]), about, _days([closing, back]), reason, sides)


def _component(problems: Sequence[Statement]) -> str:
    return problems[0].line.component or ""


def _side(statements: Sequence[Statement]) -> Side:
    said = dict.fromkeys(one.says for one in statements)
    return side(", ".join(said), (one.line for one in statements))


def _about(problem: Statement, denial: Statement) -> str:
    """« Rupture de médicaments ou de consommables : metformine »."""
    label = type_label(problem.type)
    shared = sorted(problem.products & denial.products)
    named = [known.fr if (known := load_medicines().get(key)) else key for key in shared]
    return f"{label} : {', '.join(named)}" if named else label


def _names(producers: Iterable[str]) -> str:
    return ", ".join(producers)


def _days(statements: Sequence[Statement]) -> str:
    """From the first to the last day that the statements speak of."""
    first, last = min(one.start for one in statements), max(one.end for one in statements)
    return f"du {french_day(first)} au {french_day(last)}"
