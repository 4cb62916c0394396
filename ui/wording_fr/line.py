"""One line and its proof: the page « Ligne », the archived copy, the text to copy where something is wrong."""

from kb.sources.definition import Redistribution
from kb.wording import counted, french_number
from ui.wording_fr.fixed import fr

PAGE_LINE = "Ligne"
OWN_PAGE = "ouvrir sur sa propre page"
BACK_TO_FICHE = "retour au tableau"
NO_LINE_ASKED = fr(
    "Cette page montre une ligne et sa preuve, mais son adresse n’en nomme aucune. Sur la page Recoupement, « lire » ouvre une ligne."
)
LINE_CODE_BROKEN = fr(
    "Le code de cette adresse est incomplet ou altéré : aucune ligne n’a pu en être lue. Recopiez l’adresse entière, "
    "ou revenez à la page Recoupement."
)
LINE_NOT_HELD = fr(
    "Cette installation ne tient pas la ligne, ou la base, que nomme cette adresse. "
    "Ouvrez l’adresse sur l’installation d’où elle vient, ou cherchez la ligne sur la page Recoupement."
)

LANGUAGE, NOT_STATED = "Langue d’origine", "non indiquée"
LANGUAGES = {
    "fr": "français", "en": "anglais", "es": "espagnol", "pt": "portugais", "ar": "arabe", "ru": "russe",
    "de": "allemand", "it": "italien",
}  # fmt: skip

COPY = "Copie archivée"
OPEN_COPY, CLOSE_COPY = "Ouvrir la copie archivée", "Refermer la copie archivée"
DOWNLOAD_COPY = "Télécharger les octets archivés"
COPY_TERMS: dict[Redistribution, str] = {
    "full": fr("Les conditions de la source laissent remontrer la copie entière."),
    "figures": fr(
        "Les conditions de la source laissent remontrer les chiffres, pas le fichier : "
        "la copie montre le seul enregistrement de cette ligne."
    ),
    "quote": fr(
        "Les conditions de la source laissent citer : la copie est gardée ici, et seul le passage cité en est montré, "
        "avec 300 caractères de part et d’autre."
    ),
    "reference": fr(
        "Les conditions de la source ne laissent rien remontrer de son texte : la copie est gardée ici, son adresse et son empreinte "
        "la désignent."
    ),
}
NO_COPY = fr(
    "Aucune copie n’est gardée ici pour cette ligne : l’adresse et l’empreinte désignent les octets qui ont été lus."
)
COPY_FILE_FORMAT = fr(
    "La copie est un fichier d’un autre format (classeur, tableau ou PDF) : l’enregistrement de cette ligne n’en est pas extrait ici."
)
RECORD_NOT_FOUND = fr(
    "L’enregistrement de cette ligne n’a pas été reconnu dans la copie. L’adresse et l’empreinte la désignent."
)
COPY_LOST = fr(
    "La copie archivée ne peut pas être lue sur ce serveur. Rien n’est perdu de la ligne elle-même ; "
    "l’opérateur lance recoupe release verify."
)
COPY_READ = fr("Octets relus dans l’archive, empreinte vérifiée à l’instant.")
RECORD_SHOWN = fr("L’enregistrement, tel que l’éditeur l’a publié :")
TEXT_SHOWN = fr("Le début du texte, tel que l’éditeur l’a publié :")
OTHER_LINES = "Autres lignes de la même source"
NO_OTHER_LINE = fr("Cette source ne dit rien d’autre sur le même sujet, pour ce pays, dans cette base.")

REPORT = "Signaler une erreur"
REPORT_NOTE = fr(
    "Rien n’est envoyé ni gardé. Copiez ce texte dans un message à l’opérateur ou au projet, et écrivez ce qui vous paraît faux. "
    "N’y mettez rien qui désigne un patient."
)
COPY_TEXT, TEXT_COPIED = "copier ce texte", "texte copié"


def copy_facts(size: int, media_type: str | None) -> str:
    """Size and kind of an archived answer."""
    kind = f", {media_type.split(';')[0].strip()}" if media_type else ""
    return f"{french_number(size)}\u00a0octets{kind}"


def other_lines(number: int) -> str:
    """Summary of the folded table."""
    return counted(number, "autre ligne", "autres lignes")


def report_text(release: int, day: str, line_id: str, sha256: str, extractor: str) -> str:
    """What is to be copied: names of the line, nothing of its content."""
    return "\n".join(
        (
            fr("Recoupe : erreur signalée sur une ligne"),
            fr(f"Base : n° {release} du {day}"),
            fr(f"Ligne : {line_id}"),
            fr(f"Lue par : {extractor}"),
            fr(f"SHA-256 des octets : {sha256}"),
            fr("Ce qui paraît faux :"),
        )
    )


def held_before(number: int, value: str) -> str:
    """What an older base held in the place of a value."""
    return fr(f"base n° {number} : {value}")


def older_courses(numbers: list[int]) -> str:
    """Caption of the thin lines of a chart."""
    named = ", ".join(f"n°\u00a0{number}" for number in numbers)
    bases = "la base" if len(numbers) == 1 else "les bases"
    return fr(
        f"Trait plein : la base lue. Trait fin pointillé : ce que tenait {bases} {named}.".replace(
            "tenait les", "tenaient les"
        )
    )
