"""The small words that stay with a line wherever it is shown or cited, and how polarity is said."""

from kb.lines import Line

FLAG_WORDS = {
    "systeme_de_sante": "système de santé",
    "n_est_plus_publie": "n’est plus publié",
    "general": "signal général (aucune pathologie nommée)",
    "liste_sans_approvisionnement": "ne dit rien de l’approvisionnement",
    "enregistrement_sans_approvisionnement": "enregistré : ne dit rien de l’approvisionnement",
    "personne_privee": "passage sur une personne privée : référence seule",
    "texte_non_redistribue": "texte non redistribué : ouvrir la source",
    "extrait": "extrait : le passage est plus long",
    "date_non_enregistree": "date de publication non enregistrée",
}
POLARITIES = {
    "present": "signalé",
    "negated": "signalé absent ou résolu",
    "hypothetical": "envisagé, craint ou conditionnel",
    "historical": "passé",
}


def flag_words(line: Line) -> list[str]:
    """Those of a line, in the order above."""
    return [said for flag, said in FLAG_WORDS.items() if flag in line.flags]


def polarity_words(line: Line) -> str | None:
    """How a signal is said to be; None for what is no signal."""
    return POLARITIES.get(line.polarity or "")
