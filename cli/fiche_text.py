"""A fiche and a series as text, in French, for a terminal."""

from collections.abc import Sequence

from kb.citations import breakdown, declared, retrieved, shown_value
from kb.flag_words import FLAG_WORDS
from kb.lines import Line
from kb.vocabulary.models import Country
from kb.wording import counted, french_age, french_day, french_period
from scoring.contradictions import Contradiction
from scoring.coverage import without_line
from scoring.evidence import ComponentEvidence
from scoring.fiche import Fiche

GLYPHS = {"documenté": "●", "discordant": "◐", "non documenté": "○", "hors périmètre": "–"}
LEGEND = "« documenté » ne veut pas dire existant. Recoupe ne conclut pas : il montre ce que des sources datées disent ou taisent."
_SHOWN = 12  # per component, in text; the JSON holds them all


def fiche_text(fiche: Fiche, note: str | None = None) -> str:
    """The matrix, then the newest lines of each component. `note` says which filter was asked for."""
    title = f"{fiche.country.fr} × {', '.join(family.label for family in fiche.families)}"
    release = fiche.release
    parts = [
        title,
        f"Base n° {release.number} du {french_day(release.created_at.isoformat())}",
        LEGEND,
        *([note] if note else []),
        "",
    ]
    for evidence in fiche.components:
        parts += _component(evidence)
    if silent := without_line(fiche):
        parts += [f"Composantes sans aucune ligne : {', '.join(silent)}.", ""]
    parts += contradictions_text(fiche.contradictions)
    if fiche.context:
        parts += [f"Contexte du pays (hors composantes) : {counted(len(fiche.context), 'ligne')}, voir --format json."]
    return "\n".join(parts)


def _component(evidence: ComponentEvidence) -> list[str]:
    parts = [f"{GLYPHS[evidence.state]} {evidence.label} : {evidence.state} — {evidence.reason}"]
    parts += [f"    {line_text(line)}" for line in evidence.lines[:_SHOWN]]
    if len(evidence.lines) > _SHOWN:
        parts.append(
            f"    … et {counted(len(evidence.lines) - _SHOWN, 'autre ligne', 'autres lignes')} (--format json)"
        )
    return [*parts, ""]


def contradictions_text(found: Sequence[Contradiction]) -> list[str]:
    """Both sides of each, in the order of dates, with why they are held to disagree."""
    parts = [f"Sources discordantes ({len(found)})"] if found else []
    for number, one in enumerate(found, 1):
        parts.append(f"({number}) {one.about} · {one.period} · {one.reason}{f' {one.note}' if one.note else ''}")
        for side in one.sides:
            parts.append(f"    {side.says} — {', '.join(side.producers)}")
            parts += [f"        {line_text(line)}" for line in side.lines]
    return [*parts, ""] if parts else []


def line_text(line: Line) -> str:
    """One line: value, period, age, the other dates, who measured, its id."""
    old = " ⚑ plus de 24 mois" if "plus_de_24_mois" in line.flags else ""
    gone = f" [{FLAG_WORDS['n_est_plus_publie']}]" if "n_est_plus_publie" in line.flags else ""
    general = " [système de santé]" if "systeme_de_sante" in line.flags else ""
    return (
        f"{line.id}  {line.label}{breakdown(line)}{general}{gone} : {shown_value(line)}"
        f" · {french_period(line.period_as_stated)} ({french_age(line.age_months)}{old}) · publié : {french_day(line.published_on)}"
        f" · {retrieved(line)} · vérifié : {french_day(line.last_checked_at)} · {line.producer}{declared(line)}"
    )


def series_text(country: Country, name: str, lines: Sequence[Line]) -> str:
    """One value a line, oldest first."""
    if not lines:
        return f"{country.fr}, {name} : aucune valeur dans cette base."
    return "\n".join([f"{country.fr} — {lines[0].label} ({name})", *(line_text(line) for line in lines)])
