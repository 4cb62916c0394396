"""Sentences with a hole in them."""

from ui.wording_fr.fixed import ANNEXE, OLD, TO_REFRESH, fr


def page_annexe(size: int) -> str:
    """The name of the annexe's page, with how many lines it holds."""
    return f"{ANNEXE} ({size})" if size else ANNEXE


def title(country: str, families: list[str]) -> str:
    """« Côte d’Ivoire × VIH, diabète »."""
    return f"{country} × {', '.join(families)}"


def release_line(number: int, day: str, sources: list[str]) -> str:
    """What is being read."""
    return fr(f"Base n° {number} du {day} · sources interrogées : {' ; '.join(sources) or 'aucune'}")


def release_option(number: int, day: str) -> str:
    """One base in the list."""
    return f"n° {number} du {day}"


def starter_banner(day: str) -> str:
    """Said on every page while the base holds nothing but what came with the programme."""
    return fr(f"Chiffres de départ : livrés avec le programme, captés {within(day)} ; {TO_REFRESH}.")


def within(day: str) -> str:
    """« en octobre 2018 », « le 7 avril 2026 », « entre … et … », « à une date non enregistrée »."""
    if day.startswith("entre "):
        return day
    if day.startswith("non "):
        return f"à une date {day}"
    return f"le {day}" if day[0].isdigit() and " " in day else f"en {day}"


def replayed(day: str) -> str:
    """A recorded answer, never dressed as a live one."""
    return f"réponse enregistrée {within(day)}, rejouée"


def publisher(name: str) -> str:
    """Who hosts, under who measured."""
    return fr(f"éditeur : {name}")


def published_text(published: str) -> str:
    """What the publisher wrote where nothing was reported."""
    return fr(f"texte publié : « {published} »")


def ages(at_release: str, number: int, today: str, old: bool) -> str:
    """The age the release froze, and today's."""
    said = fr(f"{at_release} à la date de la base n° {number} ; aujourd’hui : {today}")
    return f"{said} {OLD}" if old else said


def base_of(number: int, day: str, line_id: str, extractor: str) -> str:
    """Where the line stands."""
    return f"n° {number} du {day}, ligne {line_id}, lue par {extractor}"


def searched(source: str, day: str, recorded: str | None) -> str:
    """A source that was asked."""
    return f"{source}, {last_search(day, recorded)}"


def latest_search(day: str, *, replayed: bool) -> str:
    """The same in few words, for a row of the matrix."""
    return f"réponses enregistrées, rejouées le {day}" if replayed else f"dernier relevé complet le {day}"


def last_search(day: str, recorded: str | None) -> str:
    """When a source was last asked; `recorded` says when replayed answers were. A replay is never dressed as a live reading."""
    if recorded is None:
        return f"dernier relevé complet le {day}"
    return f"réponses enregistrées ({recorded}), rejouées le {day}"


def asked(live: list[str], replayed: list[str]) -> list[str]:
    """The sources in the line under the title; those whose answers were recorded are told apart, once."""
    told = [f"réponses enregistrées, rejouées : {', '.join(replayed)}"] if replayed else []
    return [*([", ".join(live)] if live else []), *told]


def other_producers(number: int) -> str:
    """How many more there are than those named."""
    return f"et {number} autre" if number == 1 else f"et {number} autres"


def see_lines(component: str) -> str:
    """Name of a button for a screen reader."""
    return fr(f"{component} : aller aux lignes")


def lines_of(component: str) -> str:
    """Caption of a table of lines."""
    return fr(f"Lignes datées : {component}")


def breakdowns_of(label: str) -> str:
    """Caption of the folded table."""
    return fr(f"Ventilations : {label}")


def annexe_of(number: int, day: str) -> str:
    """Heading of the lines cited from one base."""
    return f"Lignes citées de la base n° {number} du {day}"


def missing_lines(number: int) -> str:
    """Cited lines that the base no longer holds."""
    return f"La base n° {number} ne tient plus une des lignes citées : elle n’est pas montrée."


def reopened(number: int, day: str) -> str:
    """What a re-open code names."""
    return f"Ce code nomme des lignes de la base n° {number} du {day}."
