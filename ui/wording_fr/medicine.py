"""The page « Médicament »: each kind of fact under its own heading, with what it does not say."""

from kb.wording import counted
from ui.wording_fr.fixed import fr

PAGE_MEDICINE = "Médicament"
MEDICINE = "Médicament (DCI, marque, classe)"
MEDICINE_HINT = "dolutégravir, Lantus, insuline…"
NO_SUCH_MEDICINE = "Aucun médicament du vocabulaire ne ressemble à ce texte."
CHOOSE_MEDICINE = fr(
    "Choisissez un médicament par son nom, sa marque ou sa classe. Une association n’est jamais ses composants."
)

KINDS = {"substance": "Substance", "association": "Association fixe", "intitulé": "Intitulé de liste"}
WORDS = "Ce que dit le vocabulaire"
WORDS_NOTE = fr(
    "Noms, marques et présentations d’usage viennent de listes de travail de l’équipe, à relire par un pharmacien. "
    "Ils ne disent rien d’un pays."
)
ENGLISH, OTHER_NAMES, SALTS, CLASSES = "DCI en anglais", "Autres noms", "Sels", "Classes"
PARTS, WITHIN, HEADINGS, ANY_OF = (
    "Composants",
    "Associations qui le contiennent",
    "Intitulés qui peuvent le désigner",
    "Peut désigner",
)
FORMS, FOR_CHILDREN, BRANDS = "Présentations usuelles", "enfant", "Marques"

LISTS, LISTS_NOTE = (
    "Listes nationales",
    fr(
        "Figurer sur une liste nationale dit que l’État a choisi ce médicament, l’année de la liste ; cela ne dit rien de "
        "l’approvisionnement, du stock ni du prix. Une inscription peut valoir pour le médicament seul ou dans une association : le "
        "tableau lu ne les distingue pas."
    ),
)
REGISTERS, REGISTERS_NOTE = (
    "Produits enregistrés",
    fr("Un enregistrement autorise la vente d’un produit ; il ne dit rien de sa présence en pharmacie."),
)
SIGNALS, SIGNALS_NOTE = "Signaux de continuité", fr("Passages de rapports dont la phrase nomme ce médicament.")
PRICES, NO_PRICE = "Prix", fr("Aucune source de prix n’est relevée par Recoupe.")
NOTHING_READ = "Aucune ligne dans cette base."


def lists_counted(number: int) -> str:
    """« 89 listes nationales portent ce nom »."""
    return counted(number, "liste nationale porte ce nom", "listes nationales portent ce nom")


def on_its_list(country: str) -> str:
    """The country of the sidebar is among them."""
    return f"{country} : la liste nationale porte ce nom."


def not_on_its_list(country: str) -> str:
    """Its list was read, and the name is not there: said of the list, not of the country."""
    return f"{country} : la liste nationale lue ne porte pas ce nom."


def no_list_read(country: str) -> str:
    """No list of the country was read."""
    return f"{country} : aucune liste nationale n’a été lue."


def brand_origin(title: str, dated: str) -> str:
    """Where the link of a brand to its INN was read."""
    return f"{title}, {dated}"
