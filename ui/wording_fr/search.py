"""The page « Recherche »: what was typed is looked for in what sources wrote; nothing is weighed, nothing is kept."""

from kb.wording import counted
from ui.wording_fr.fixed import fr

PAGE_SEARCH = "Recherche"
SEARCH_LABEL = "Mots cherchés dans les passages, les titres, les listes et les indicateurs"
SEARCH_HINT = fr("rupture insuline, « charge virale », -césarienne")
SEARCH_NOTE = fr(
    "Tous les mots sont voulus ; entre guillemets, ils se suivent ; un tiret devant un mot l’exclut. Accents, majuscules et pluriels "
    "ne changent rien. Ce qui est tapé reste dans cette fenêtre : ni l’adresse, ni un journal, ni un fichier ne le tiennent."
)
SEARCH_ORDER = fr(
    "Ordre : d’abord ce qui tient les mots dans son titre ou son nom, puis du plus récent au plus ancien. Aucun autre tri."
)
QUERY_PROBLEMS = {
    "too_long": "La recherche tient 1 000 caractères au plus. Gardez les mots qui comptent.",
    "too_many": "La recherche tient 40 mots au plus. Gardez ceux qui comptent.",
    "no_word": fr("Il faut un mot, de lettres ou de chiffres : « rupture insuline »."),
    "only_excluded": "Il faut un mot à chercher à côté des mots exclus. Ajoutez-en un sans tiret.",
}
NAMES_ADDED = fr("Aussi cherchés, à décocher pour les retirer :")
WORDS_IGNORED = fr("Mots trop courants, non cherchés (entre guillemets, ils comptent) :")

# filters
SEARCH_FILTERS = {
    "country": "Pays",
    "family": "Pathologie",
    "source": "Source",
    "type": "Type",
    "lang": "Langue",
    "since": "Depuis",
    "until": "Jusqu’en",
}
NO_FILTER = {
    "country": "tous",
    "family": "toutes",
    "source": "toutes",
    "type": "tous",
    "lang": "toutes",
    "since": "toutes",
    "until": "toutes",
}
CLEAR_FILTERS = "Retirer les filtres"
FILTERED = fr("Filtres :")
HIT_KINDS = {
    "passage": "passage de rapport",
    "document": "rapport",
    "listing": "entrée de liste",
    "observation": "indicateur",
}
SIGNALLED = fr("passage avec signal : ")

# results
NOT_QUOTED = fr("Passage non reproduit : la licence de la source ne laisse sortir que la référence.")
NAMES_A_PERSON = fr("Passage sur une personne privée : référence seule.")
UNREAD_REPORT = fr("Ce qui n’a pas été lu :")
PUBLISHED_ON, RETRIEVED_ON, CHECKED_ON = fr("publié : "), fr("relevé : "), fr("vérifié : ")
MEASURED_BY = fr("producteur : ")
NEXT_HITS, PREVIOUS_HITS = "Résultats suivants", "Résultats précédents"
SEARCHED_SOURCES, MISSED_SOURCES = fr("Sources interrogées :"), fr("Non consultées :")
NO_SOURCE_SEARCHED = "Aucune source de cette base ne pouvait répondre à ces filtres."


def hits_found(total: int, base: str) -> str:
    """How many results, in which base."""
    return f"{counted(total, 'résultat')} dans la {base}" if total else f"Aucun résultat dans la {base}"


def hits_shown(first: int, last: int, total: int) -> str:
    """Which of them are on the page."""
    return f"{first} à {last} sur {total}"


def hit_counted(label: str, amount: int) -> str:
    """One value of a filter, with how many results it leaves."""
    return f"{label} ({amount})"


def hit_withdrawn(day: str, reason: str) -> str:
    """What is left of a line that was withdrawn."""
    return fr(f"retiré le {day} : {reason}")


def page_of(number: int) -> str:
    """The page of a passage."""
    return f"p.\u00a0{number}"


def text_in(language: str) -> str:
    """The language of a text."""
    return f"en {language}"


def sources_looked_at(searched: int, missed: int) -> str:
    """The summary under the results."""
    asked = counted(searched, "source interrogée", "sources interrogées")
    return f"{asked}, {counted(missed, 'non consultée', 'non consultées')}"
