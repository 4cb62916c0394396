"""What went wrong with a request, in the words of the run's reason."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

_LONGEST = 200  # characters
_TOLD: dict[type[Exception], str] = {
    DownloadTimeoutError: "pas de réponse entière dans le temps permis",
    ResponseDataLossError: "la réponse s’arrête avant sa fin",
    CannotResolveHostError: "le nom de l’hôte n’a pas d’adresse",
    DownloadConnectionRefusedError: "la connexion est refusée",
}


def told(cause: object, limit: int) -> str:
    """One clause, in French where the cause is known; `limit` is the largest body that is taken, in bytes."""
    if isinstance(cause, DownloadCancelledError):  # Scrapy ends a download in this way for its size only
        return f"plus de {limit // 2**20} Mo"
    for kind, sentence in _TOLD.items():
        if isinstance(cause, kind):
            return sentence
    if isinstance(cause, IgnoreRequest) and "redirections" in str(cause):
        return "trop de redirections"
    if "certificate verify failed" in str(cause):
        return "le certificat du site n’est pas valable"
    # a publisher may have written part of it
    text = " ".join(str(cause).split())[:_LONGEST]
    return text or type(cause).__name__
