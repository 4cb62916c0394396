"""review: what people think of an extraction, and the rules that err."""

from typing import Annotated

import typer

from cli.output import Format, say, show_json
from kb.engine import default_engine, require_base
from kb.errors import UnknownKey
from kb.releases import current_release, get_release
from kb.review_report import RuleReviews, report
from kb.reviews import Review, add_review, list_reviews
from kb.settings import settings
from kb.signal_lines import signals_by_id
from kb.vocabulary.review_loader import load_review_words

FormatOption = Annotated[Format, typer.Option("--format", help="text or json")]
_WORDS = load_review_words()


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(help="Opinions on extractions, and the rules that err.", no_args_is_help=True)
    group.command("add")(review_add)
    group.command("list")(review_list)
    group.command("report")(review_report)
    app.add_typer(group, name="review")


def review_add(
    line: Annotated[str, typer.Argument(metavar="LINE_ID", help="id of a signal, as `recoupe fiche` shows it")],
    mark: Annotated[str, typer.Option(help=", ".join(_WORDS.marks))],
    reason: Annotated[str, typer.Option(help=", ".join(_WORDS.reasons))],
    release: Annotated[int | None, typer.Option(help="number of a release; the last one by default")] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Add an opinion on a signal: dated, without a name; nothing is ever overwritten."""
    engine = require_base(default_engine())
    chosen = get_release(engine, release) if release is not None else current_release(engine)
    found = signals_by_id(engine, chosen, [line])
    if not found:
        raise UnknownKey(f"Release {chosen.number} holds no signal {line!r}. `recoupe fiche` shows the ids.")
    added = add_review(engine, settings().archive_url, found[0], mark, reason)
    _show([added], output, one=True)


def review_list(
    line: Annotated[str | None, typer.Argument(metavar="[LINE_ID]", help="only those of one line")] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Every review, oldest first."""
    found = list_reviews(require_base(default_engine()))
    _show([one for one in found if line in {None, one.line_id}], output, one=False)


def review_report(output: FormatOption = Format.TEXT) -> None:
    """The reviews by rule, those most often set aside first. Lines are counted, not marks."""
    found = report(list_reviews(require_base(default_engine())))
    if output is Format.JSON:
        show_json([one.as_dict() for one in found])
        return
    for one in found:
        say(_rule_text(one))
    if not found:
        say("No review yet.")


def _rule_text(one: RuleReviews) -> str:
    marks = ", ".join(f"{_WORDS.marks[key].label} {count}" for key, count in one.marks.items() if count)
    reasons = ", ".join(f"{_WORDS.reasons[key].label} {count}" for key, count in one.reasons.items())
    lines = "1 line" if one.lines == 1 else f"{one.lines} lines"
    return f"{one.rule} ({one.extractor}) · {lines} · {marks}" + (f" · {reasons}" if reasons else "")


def _show(found: list[Review], output: Format, *, one: bool) -> None:
    if output is Format.JSON:
        shown = [review.as_dict() for review in found]
        show_json(shown[0] if one else shown)
        return
    for review in found:
        mark, reason = _WORDS.marks[review.mark].label, _WORDS.reasons[review.reason].label
        say(f"{review.reviewed_on} · line {review.line_id} · {mark} : {reason} · {review.rule} ({review.extractor})")
    if not found:
        say("No review yet.")
