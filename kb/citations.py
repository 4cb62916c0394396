"""Citations for the médecin's file: one reference per line, and the annexe as text. Always with its banner, even for one line."""

import textwrap
from collections.abc import Sequence
from datetime import datetime

from kb.clock import PARIS
from kb.flag_words import FLAG_WORDS, flag_words, polarity_words
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.reopen import write_code
from kb.sources.definition import SourceDefinition, source
from kb.vocabulary.loader import load_countries
from kb.vocabulary.terms import dimension_label, rendering
from kb.wording import counted, french_age, french_day, french_period, french_value

BANNER = "SECRET MÉDICAL — à ne pas transmettre à la préfecture"
CODE_NOTICE = "Ce code révèle la pathologie : même secret que l’annexe."
_WIDTH = 100


def annexe_name(at: datetime) -> str:
    """A neutral file name: no country, no disease (design §2.7)."""
    return f"annexe-{at.astimezone(PARIS):%Y%m%d-%H%M}.txt"


def area_name(line: Line) -> str:
    """The French name of the area of a line, or the publisher's own code where it is no country."""
    country = load_countries().get(line.area)
    return country.fr if country else line.area


# what `cite_as` of a definition may name
CITED = ("publisher", "title", "label", "code", "area", "period", "producer", "document", "page")


def _cited(line: Line, definition: SourceDefinition) -> tuple[str, ...]:
    document, page = line.title or "sans titre", str(line.page or "")
    code, period = line.indicator or "", french_period(line.period_as_stated)
    return (
        definition.publisher, definition.title, line.label, code, area_name(line), period, line.producer, document, page,
    )  # fmt: skip


def reference(line: Line, release: ReleaseInfo) -> str:
    """One French reference: publisher, title, period, dates, producer, address, release, hash."""
    definition = source(line.source)
    filled = dict(zip(CITED, _cited(line, definition), strict=True))
    opening = definition.cite_as.format(**filled)
    return " ".join(
        [
            opening,
            _published(line),
            f"Date de publication : {french_day(line.published_on)}.",
            f"{retrieved(line)}. Dernière vérification : {french_day(line.last_checked_at)}.",
            f"Producteur : {line.producer}{declared(line)}.",
            f"Adresse : {line.url} .",
            f"Recoupe, base n° {release.number} du {french_day(release.created_at.isoformat())}, ligne {line.id}.",
            f"SHA-256 des octets {_bytes_word(line)} : {line.sha256}.",
        ]
    )


def _published(line: Line) -> str:
    if line.withdrawn_on:
        return f"Valeur retirée le {french_day(line.withdrawn_on)} : {line.withdrawn_because}."
    if line.kind == "signal":
        said = f"« {line.quote} »" if line.quote else FLAG_WORDS["texte_non_redistribue"]
        return f"Passage, page {line.page} : {said}. Règle : {line.rule} ({line.extractor})."
    return f"Valeur publiée : « {line.value_as_published or 'aucune'} »."


def retrieved(line: Line) -> str:
    """When we took the bytes, or that they were recorded before and played again."""
    day = french_day(line.retrieved_at)
    if line.is_starter:
        return f"Chiffre de départ, capté : {day}"
    if line.is_replay:
        return f"Réponse enregistrée ({day}), rejouée ; consulté le : sans objet"
    return f"Consulté le {day}"


def _bytes_word(line: Line) -> str:
    if line.withdrawn_on:
        return "retirés de l’archive"
    return "archivés" if line.archived else "lus (copie non jointe)"


def declared(line: Line) -> str:
    """Marks what a State says of itself."""
    return " (déclaration de l’État)" if line.self_reported else ""


def statement(line: Line) -> str:
    """What the line says, in one sentence: area, label, value with unit, dimensions, period, age."""
    return (
        f"{area_name(line)} — {line.label}{breakdown(line)} : {shown_value(line)} "
        f"({french_period(line.period_as_stated)} ; fait ancien de {french_age(line.age_months)} à la date de la base)"
    )


def shown_value(line: Line) -> str:
    """The value in French form with its unit; a set answer is followed by its rendering: « Yes » (oui)."""
    if line.withdrawn_on:
        return f"retiré le {french_day(line.withdrawn_on)} ({line.withdrawn_because})"
    if line.kind == "signal":
        said = f"« {line.quote} »" if line.quote else FLAG_WORDS["texte_non_redistribue"]
        return f"{polarity_words(line)} : {said}"
    if line.kind == "listing":
        return f"« {line.value_as_published} » ({', '.join(flag_words(line))})"
    rendered = rendering(line.value_as_published)
    if rendered:
        return f"« {line.value_as_published} » ({rendered})"
    unit = f" {line.unit}" if line.unit and line.unit != "nombre" and line.has_value else ""
    return f"{french_value(line.value_as_published)}{unit}"


def breakdown(line: Line) -> str:
    """« [femmes, 18 ans et plus] », or nothing for a line without dimensions."""
    parts = [dimension_label(code) for kind, code in line.dimensions.items() if kind != "DATASOURCE"]
    return f" [{', '.join(parts)}]" if parts else ""


def annexe_text(lines: Sequence[Line], release: ReleaseInfo, at: datetime) -> str:
    """The annexe as plain text, UTF-8, 100 columns: banner, base, lines with their dates, references, code, room for the doctor."""
    code = write_code(release.number, release.sha256, [line.id for line in lines])
    rule = "─" * _WIDTH
    parts = [
        BANNER,
        rule,
        "Annexe documentaire",
        f"Établie le {french_day(at.isoformat())}. Base n° {release.number} du {french_day(release.created_at.isoformat())}.",
        f"Empreinte de la base (SHA-256) : {release.sha256}",
        *_wrapped(
            "Recoupe ne conclut pas. Il montre ce que des sources datées disent, contredisent ou taisent. "
            f"Cette annexe cite {counted(len(lines), 'ligne')}."
        ),
        rule,
    ]
    for number, line in enumerate(lines, 1):
        parts += [*_wrapped(f"[{number}] {statement(line)}"), *_wrapped(_dates(line), indent=4)]
        parts += [*_wrapped(f"Référence : {reference(line, release)}", indent=4), ""]
    parts += [
        rule,
        "Code de réouverture",
        *_wrapped(code),
        CODE_NOTICE,
        "Pour rouvrir : recoupe cite --open CODE, ou page Annexe de l’application.",
        rule,
        "Observations du médecin (hors outil)",
        *["", "." * _WIDTH] * 4,
        "",
        BANNER,
    ]
    return "\n".join(parts) + "\n"


def _dates(line: Line) -> str:
    return (
        f"Période du fait : {french_period(line.period_as_stated)} · publié : {french_day(line.published_on)} · "
        f"relevé : {french_day(line.retrieved_at)} · vérifié : {french_day(line.last_checked_at)}"
    )


def _wrapped(text: str, indent: int = 0) -> list[str]:
    # hashes and addresses stay whole, so that they can be copied
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
