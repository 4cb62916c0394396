"""The four states of a component, and nothing else (design §2.2)."""

from enum import StrEnum


class State(StrEnum):
    """What the release holds on a component of a family. « Documenté ne veut pas dire existant »."""

    DOCUMENTED = "documenté"
    DISCORDANT = "discordant"
    NOT_DOCUMENTED = "non documenté"
    OUT_OF_SCOPE = "hors périmètre"
