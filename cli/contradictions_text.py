"""The document that `recoupe contradictions --all --out docs/contradictions.md` writes: French, Markdown, no date of the day it runs."""

from collections.abc import Sequence

from cli.fiche_text import line_text
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.wording import counted, french_day, french_period
from scoring.comparing import Relation
from scoring.sweeping import Found, Sweep

_HEAD = "| Grandeur | " + " | ".join(kind.value for kind in Relation) + " | dont réponse reconstituée |"
_RULE = "|---|" + "---:|" * (len(Relation) + 1)
_NOTE = (
    "Nombre de pays où les chiffres de la dernière période commune sont, l’un pour l’autre : le même chiffre publié deux fois, "
    "deux millésimes d’un même producteur, deux producteurs d’accord, deux producteurs en désaccord. Un pays compte une fois par "
    "colonne. « Réponse reconstituée » : les chiffres enregistrés ont été remis dans la présentation de l’éditeur pour le rejeu."
)


def sweep_document(found: Sweep, release: ReleaseInfo) -> str:
    """Contradictions, both sides; those left out, with the reason; what was compared at all."""
    return "\n".join(
        [
            "# Contradictions de la base",
            "",
            f"Base n° {release.number}, empreinte {release.sha256}. {counted(found.countries, 'pays examiné', 'pays examinés')}. "
            "Recoupe ne conclut pas : les deux côtés sont montrés dans l’ordre des dates.",
            "",
            f"## Contradictions ({len(found.kept)})",
            "",
            *(_entries(found.kept) or ["Aucune."]),
            "",
            f"## Laissées de côté ({len(found.left_out)})",
            "",
            "Des chiffres dont un côté vient d’une réponse reconstituée : l’écart peut venir de la reconstitution.",
            "",
            *(_entries(found.left_out) or ["Aucune."]),
            "",
            "## Ce qui a été comparé",
            "",
            _NOTE,
            "",
            _HEAD,
            _RULE,
            *(_row(label, found) for label in sorted(found.relations) if found.relations[label]),
            "",
            _nothing_shared([label for label in sorted(found.relations) if not found.relations[label]]),
        ]
    )


def _nothing_shared(labels: Sequence[str]) -> str:
    if not labels:
        return "Chaque grandeur déclarée a deux séries d’une même période dans un pays au moins."
    return f"Sans deux séries d’une même période dans cette base : {' ; '.join(labels)}."


def _row(label: str, found: Sweep) -> str:
    counts = [str(found.relations[label][kind]) for kind in Relation]
    return f"| {label} | {' | '.join(counts)} | {found.rebuilt[label]} |"


def _entries(found: Sequence[Found]) -> list[str]:
    parts: list[str] = []
    for one in found:
        told = one.contradiction
        parts += [
            f"- **{one.country.fr}** — {told.about}, {told.period}. {told.reason}{f' {told.note}' if told.note else ''}"
        ]
        for side in told.sides:
            parts += [f"  - {side.says} — {', '.join(side.producers)}"]
            parts += [f"    - {_named(line)}" for line in side.lines]
    return parts


def _named(line: Line) -> str:
    """A figure as it is published; a passage by its place: its words stay under the terms of its report."""
    if line.kind != "signal":
        return line_text(line)
    dated = f"{french_period(line.period_as_stated)} · publié : {french_day(line.published_on)}"
    return f"{line.id}  {line.producer} · {dated} · page {line.page} · {line.url}"
