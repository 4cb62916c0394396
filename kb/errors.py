"""One exception per situation. Each message is a sentence for the person who must act on it."""


class KbError(Exception):
    """Base of every error that a command shows as one sentence, with exit code 2."""


class UnknownKey(KbError):
    """Raised when a country, a family, a source, a component or a line does not exist."""


class NoBase(KbError):
    """Raised when a command needs tables and `recoupe init` was not run, or the base cannot be opened."""


class NotReady(NoBase):
    """Raised when the tables are not there yet, or are those of an older version."""


class NewerBase(NoBase):
    """Raised when a newer version of Recoupe made the base."""


class NoRelease(KbError):
    """Raised when a release is asked for that the base does not hold."""


class ArchiveError(KbError):
    """Raised when the archive cannot be written, or does not hold what the base says it holds."""


class BadDefinition(KbError):
    """Raised when a file of kb/sources/ does not follow its model."""


class BadStarter(KbError):
    """Raised when the starter figures cannot be built or read."""


class BadBasket(KbError):
    """Raised when a basket file cannot be read, was changed, or belongs to another base. Its message is French: a doctor reads it."""


class BadCode(KbError):
    """Raised when a re-open code has a typing error or belongs to another base."""


class BadQuery(KbError):
    """Raised when a text asks for nothing that a search can look for; `why` is one word that a page has its own sentence for."""

    def __init__(self, why: str, message: str) -> None:
        super().__init__(message)
        self.why = why
