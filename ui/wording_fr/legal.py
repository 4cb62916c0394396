"""The page « Cadre juridique ». What is said of the law stands in kb/legal/cadre.yml; here are the words around it."""

import re
from datetime import date

from kb.wording import counted, french_day
from ui.wording_fr.fixed import fr

# « n° 471239 », « L. 425-9 », « annexe II »: a reference is never cut at the end of a line
_REFERENCE = re.compile(r"\b(n°|[LR]\.|art\.|article|annexe|partie) (?=[A-Z\d])")


def law(said: str) -> str:
    """A statement of the law, with French typography and whole references."""
    return _REFERENCE.sub("\\1\u00a0", fr(said))


PAGE_LEGAL = "Cadre juridique"
LEGAL_WARNING = fr(
    "Ces lectures ont été faites sans accès direct à Légifrance, dans des copies publiques enregistrées, souvent leur première page "
    "seulement. Elles ne disent pas le droit en vigueur aujourd’hui : avant tout usage, ouvrir le texte officiel."
)
LEGAL_LEGEND = fr(
    "« vérifié » : l’énoncé a été lu ce jour-là dans toutes les sources nommées ; « limite » dit ce que cette lecture ne couvre pas. "
    "« non vérifié » : la raison suit."
)
LEGAL_SECTIONS = {
    key: law(title)
    for key, title in {
        "criteres": "Ce que la loi examine dans le pays : trois critères successifs",
        "algerie": "Accord franco-algérien",
        "annexe": "Où l’annexe peut aller, et où elle ne va jamais",
        "college": "Qui lit, qui rend l’avis",
        "documentation": "Les sources que le texte donne aux médecins",
        "etat_du_droit": "L’article L. 425-9 depuis 2021",
        "historique": "Pour mémoire : textes historiques, hors du droit en vigueur",
    }.items()
}
LEGAL_COLUMNS = ("Objet", "Ce qui en est dit", "Lu dans", "Vérification")
NO_ADDRESS, NO_DATE, NOT_READ = "adresse non relevée", "date non relevée", "—"
NOT_VERIFIED, HISTORICAL = "non vérifié", "historique"


def legal_read(first: date, last: date, verified: int, unverified: int) -> str:
    """« Lectures du 22 novembre 2026 · 26 énoncés vérifiés, 5 non vérifiés »."""
    days = french_day(first.isoformat())
    when = f"du {days}" if first == last else f"du {days} au {french_day(last.isoformat())}"
    held = counted(verified, "énoncé vérifié", "énoncés vérifiés")
    return f"Lectures {when} · {held}, {counted(unverified, 'non vérifié', 'non vérifiés')}"


def verified(day: date) -> str:
    """« vérifié le 22/11/2026 »."""
    return f"vérifié le {day:%d/%m/%Y}"


def limit(said: str) -> str:
    """What a reading does not cover."""
    return law(f"limite : {said}")
