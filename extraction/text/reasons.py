"""Why a document, or a page, gave no text: the words the reading room shows."""

IMAGE = "image, non lu"
ENCRYPTED = "chiffré : un mot de passe est demandé"
EMPTY_FILE = "vide : le fichier n’a aucun octet"
NO_TEXT = "vide : aucun texte dans le fichier"
LOGIN = "page de connexion, à la place du document"
CHALLENGE = "page de vérification du navigateur, à la place du document"
DAMAGED = "illisible : fichier abîmé ou incomplet"
DAMAGED_PAGE = "illisible : page abîmée"
GARBLED = "illisible : caractères sans correspondance dans le fichier"
TOO_SLOW = "illisible : temps de lecture dépassé"
CRASHED = "illisible : la lecture s’est arrêtée (mémoire ou fichier abîmé)"


def too_heavy(size: int, cap: int) -> str:
    """Past the cap of `limits`, in megabytes."""
    return f"trop lourd : {size / 1e6:.1f} Mo, plus que les {cap / 1e6:.0f} Mo lus".replace(".", ",")


def unread_format(name: str) -> str:
    """A format that nobody reads yet."""
    return f"format non lu : {name}"


def read_to(page: int, count: int) -> str:
    """A cap stopped the reading."""
    return f"lu jusqu’à la page {page} sur {count}"


def characters_read(cap: int) -> str:
    """A page longer than what is read of one page."""
    return f"lu jusqu’au caractère {cap}"


def no_page(page: int, count: int) -> str:
    """A page that the file does not have."""
    return f"pas de page {page} : le fichier en a {count}"
