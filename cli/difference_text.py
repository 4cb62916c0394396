"""A difference between two releases, in the words a doctor reads."""

from collections.abc import Iterable

from kb.differences import Change, Difference
from kb.releases import ReleaseInfo
from kb.signal_differences import SignalChange, SignalDifference
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.loader import load_countries
from kb.vocabulary.signals_loader import load_signal_types
from kb.vocabulary.terms import dimension_label
from kb.wording import counted, french_day, french_value

_SHOWN = 60  # rows, in text; the JSON holds them all
_BY = {"publisher": "par le producteur", "reader": "par notre lecture"}
_SEEN_IN = {"publisher": "dans une autre réponse", "reader": "par une autre lecture des mêmes octets"}


def difference_text(old: ReleaseInfo, new: ReleaseInfo, found: Difference) -> str:
    """Counts, then the rows: value before → after, and who changed it."""
    counts = found.counts
    rewritten = counts["presentation_only"]
    title = (
        f"De la base n° {old.number} ({french_day(old.created_at.isoformat())}) "
        f"à la base n° {new.number} ({french_day(new.created_at.isoformat())})"
    )
    summary = ", ".join(
        [
            counted(counts["added"], "ligne ajoutée", "lignes ajoutées"),
            counted(counts["changed"] - rewritten, "ligne révisée", "lignes révisées"),
            counted(rewritten, "réécriture d’affichage", "réécritures d’affichage"),
            counted(counts["gone"], "ligne retirée", "lignes retirées"),
        ]
    )
    parts = [title, summary, *_rows(found.rows[:_SHOWN])]
    if len(found.rows) > _SHOWN:
        parts.append(f"… et {len(found.rows) - _SHOWN} autres (--country, --family ou --format json)")
    return "\n".join(parts)


def _rows(changes: Iterable[Change]) -> list[str]:
    return [f"  {_subject(change)} : {_what(change)}" for change in changes]


def _subject(change: Change) -> str:
    indicator = load_indicators(change.source).get(change.indicator)
    country = load_countries().get(change.area)
    dimensions = [dimension_label(code) for code in (change.key[5], change.key[7], change.key[9]) if code]
    parts = [country.fr if country else change.area, indicator.label if indicator else change.indicator, *dimensions]
    return f"{', '.join(parts)}, {change.key[3]}"


def _what(change: Change) -> str:
    before = french_value(change.before.value_as_published) if change.before else None
    after = french_value(change.after.value_as_published) if change.after else None
    if change.kind == "added":
        return f"ligne ajoutée : {after}"
    if change.kind == "gone":
        return f"ligne retirée : {before} (n’est plus publiée)"
    verb = "réécriture d’affichage" if change.presentation_only else "valeur révisée"
    return f"{verb} {_BY[change.by]} : {before} → {after}"


def signals_text(found: SignalDifference) -> str:
    """The signals of reports that came, changed or went; what they say stands in each release."""
    counts = found.counts
    summary = "Signaux de rapports : " + ", ".join(
        [
            counted(counts["added"], "ajouté", "ajoutés"),
            counted(counts["changed"], "lu autrement", "lus autrement"),
            counted(counts["gone"], "parti", "partis"),
        ]
    )
    parts = [summary, *(f"  {_signal(change)}" for change in found.rows[:_SHOWN])]
    if len(found.rows) > _SHOWN:
        parts.append(f"… et {len(found.rows) - _SHOWN} autres (--country, --family ou --format json)")
    return "\n".join(parts)


def _signal(change: SignalChange) -> str:
    document, area, kind, page, *_ = change.key
    country = load_countries().get(area)
    verb = {"added": "ajouté", "changed": "lu autrement", "gone": "parti"}[change.kind]
    subject = f"{country.fr if country else area}, {load_signal_types()[kind].label}"
    return f"{subject} : {verb} {_SEEN_IN[change.by]} ({document}, page {page}, ligne {change.id})"
