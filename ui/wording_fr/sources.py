"""Sentences of the page « Sources »."""

from collections.abc import Mapping

from kb.expectations import measure_label
from kb.wording import counted, french_number
from ui.wording_fr.fixed import fr

SOURCES_NOTE = fr(
    "Chaque source dit ce qu’elle couvre. Une source en échec, refusée ou jamais relevée ne compte pas parmi les sources "
    "interrogées d’une fiche : elle y figure à part, avec sa raison. Le dernier relevé complet reste servi."
)
KEPT_UP, NEVER_SEEN_SOURCES, RETIRED_SOURCES = (
    "Sources relevées",
    "Sources définies, jamais vues en vrai",
    "Sources retirées",
)
ABOUT_NEVER_SEEN = fr(
    "Aucune réponse réelle de ces sources n’a été lue : rien n’en est montré, rien n’en est compté. Elles ne sont pas relevées."
)
ABOUT_RETIRED = (
    "Ces sources ne sont plus relevées. Ce qu’elles ont dit reste dans les bases, avec ses dates, et reste cité."
)
SOURCES_COLUMNS = (
    "Source",
    "Éditeur, producteur",
    "Licence, reprise",
    "Cadence, échéance",
    "Relevés",
    "Comptes du dernier relevé",
)
LIMITS_OF = "Limites"
NEVER_RUN = "jamais exécutée sur cette installation"
OUTCOMES = {
    "complete": "complète",
    "below_expectation": fr("en deçà de ce qui est attendu : retenue, ne remplace rien sans l’accord de l’opérateur"),
    "blocked": "refusée par l’éditeur",
    "failed": fr("échec : pas de réponse lisible"),
}
CREDENTIAL_MISSING = "arrêtée, l’autorisation que l’éditeur demande n’a pas été donnée"
UNJUDGED = "en cours, ou interrompue"
REPLAYED_RUN = "rejeu de réponses enregistrées"
STATUS_NEVER_SEEN = "jamais vue en vrai"
ADDRESS_NEVER_TRIED = "adresse jamais essayée"
NO_COMPLETE_RUN = "aucun relevé complet"
NOT_KEPT_UP = "n’est pas relevée"
DUE_NOW = fr("échue : au prochain passage")
NOTHING_COUNTED = "rien n’a été compté"
OUT_OF_RANGE = "hors de l’attendu"
REDISTRIBUTION = {
    "full": "reprise entière",
    "figures": "reprise des chiffres",
    "quote": "reprise de courtes citations",
    "reference": "référence seule, sans reprise du texte",
}


def cadence(days: int) -> str:
    """How often a source is read."""
    return "chaque jour" if days == 1 else f"tous les {days} jours"


def run_ended(outcome: str, day: str) -> str:
    """How a run ended, with its day."""
    return fr(f"dernière exécution, {day} : {outcome}")


def last_complete(day: str) -> str:
    """When a source was last read whole."""
    return f"dernier relevé complet le {day}"


def next_due(day: str) -> str:
    """When it will be read again."""
    return f"prochaine échéance le {day}"


def retired(day: str, reason: str) -> str:
    """Since when a source is no longer read, and why."""
    return fr(f"retirée le {day} : {reason}")


def produced_by(producer: str) -> str:
    """Who measured, apart from who publishes."""
    return fr(f"producteur : {producer}")


def addresses_seen(day: str) -> str:
    """When a person last saw the addresses answer."""
    return f"adresse vue le {day}"


def measure(name: str, count: int, least: int, most: int) -> str:
    """« 198 pays (attendu : 190 à 250) »."""
    said = f"{french_number(count)}\u00a0{measure_label(name, count)}"
    wanted = french_number(least) if least == most else f"{french_number(least)} à {french_number(most)}"
    return fr(f"{said} (attendu : {wanted})")


def documents_held(held: int, unread: Mapping[str, int]) -> str:
    """What the last base holds of a source of reports, and what nobody could read of it, with the reasons."""
    said = f"{counted(held, 'document')} dans la dernière base"
    left = sum(unread.values())
    reasons = ", ".join(f"{reason} ({number})" for reason, number in unread.items())
    return fr(f"{said}, dont {left} non {'lus' if left > 1 else 'lu'} : {reasons}") if left else said


def sources_counted(title: str, number: int) -> str:
    """Caption of one table."""
    return fr(f"{title} : {number}")
