"""The words that go with a line wherever it is cited: where, what, how it was retrieved, what its source asks to be named by."""

from kb.flag_words import flag_words, polarity_words
from kb.lines import Line
from kb.saying import saying
from kb.sources.definition import SourceDefinition, source
from kb.vocabulary.loader import load_countries
from kb.vocabulary.terms import dimension_label
from kb.wording import french_day, french_period

BANNER = "SECRET MÉDICAL — à ne pas transmettre à la préfecture"
CODE_NOTICE = "Ce code révèle la pathologie : même secret que l’annexe."


def area_name(line: Line) -> str:
    """The French name of the area of a line, or the publisher's own code where it is no country; a report may speak of several."""
    known = load_countries()
    return ", ".join(known[key].fr if key in known else key for key in line.area.split(", ")) or "pays non précisé"


# what `cite_as` of a definition may name
CITED = ("publisher", "title", "label", "code", "area", "period", "producer", "document", "page")


def attribution(line: Line) -> str:
    """How the source asks to be cited: `cite_as` of its definition, filled in."""
    definition = source(line.source)
    return definition.cite_as.format(**dict(zip(CITED, _cited(line, definition), strict=True)))


def _cited(line: Line, definition: SourceDefinition) -> tuple[str, ...]:
    document, page = line.title or "sans titre", str(line.page or "")
    code, period = line.indicator or "", french_period(line.period_as_stated)
    return (
        definition.publisher, definition.title, line.label, code, area_name(line), period, line.producer, document, page,
    )  # fmt: skip


def retrieved(line: Line) -> str:
    """When we took the bytes, or that they were recorded before and played again."""
    said = not_consulted_by_us(line)
    return said[0].upper() + said[1:] if said else f"Consulté le {french_day(line.retrieved_at)}"


def _of_departure(line: Line) -> str:
    return "chiffre de départ, capté" if line.kind == "observation" else "référence de départ, captée"


def not_consulted_by_us(line: Line) -> str | None:
    """What stands in the place of « consulté le » in a reference when nobody of ours asked the publisher."""
    day = french_day(line.retrieved_at)
    if line.is_starter:
        return f"{_of_departure(line)} : {day}"
    if line.is_replay:
        return f"réponse enregistrée ({day}), rejouée ; consulté le : sans objet"
    return None


def declared(line: Line) -> str:
    """Marks what a State says of itself."""
    return " (déclaration de l’État)" if line.self_reported else ""


def shown_value(line: Line) -> str:
    """What the line says, as one text; how a signal is said to be, and what a list does not say, stay with it."""
    said = saying(line).plain
    if line.withdrawn_on:
        return said
    if line.kind == "signal":
        return f"{polarity_words(line)} : {said}"
    if line.kind == "listing":
        return f"{said} ({', '.join(flag_words(line))})"
    return said


def breakdown(line: Line) -> str:
    """« [femmes, 18 ans et plus] », or nothing for a line without dimensions."""
    parts = [dimension_label(code) for kind, code in line.dimensions.items() if kind != "DATASOURCE"]
    return f" [{', '.join(parts)}]" if parts else ""
