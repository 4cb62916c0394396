from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kb.vocabulary.models import Entry, Text

# sections of the page, in the order they are shown
Section = Literal["criteres", "algerie", "annexe", "college", "documentation", "etat_du_droit", "historique"]
Kind = Literal[
    "texte officiel",
    "copie privée d’un texte officiel",
    "document administratif",
    "document parlementaire",
    "site d’une juridiction",
    "association",
    "commentaire",
]
LONGEST_QUOTE = 160  # characters: the law's own short words, never a paragraph of it

Quoted = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUOTE)]
Address = Annotated[str, StringConstraints(pattern=r"^https://\S+$")]


class LegalSource(Entry):
    """A document where statements were read. Without an address, none was noted when it was read."""

    key: Text
    name: Text
    kind: Kind
    dated: Text | None = None
    address: Address | None = None


class Statement(Entry):
    """One thing said of the law, in our words. « vérifié » = read on `seen_on` in every source of `read_in`."""

    key: Text
    section: Section
    subject: Text
    period: Text | None = None
    # the day of the rule, for the timeline alone
    since: date | None = None
    # what the law looks at in the country, for the timeline alone
    examined: Text | None = None
    said: Text
    quoted: tuple[Quoted, ...] = ()
    # source -> where in it (« § II »), or null
    read_in: dict[str, Text | None] = Field(default_factory=dict)
    seen_on: date | None = None
    status: Literal["vérifié", "non vérifié"]
    # why it was not verified
    why: Text | None = None
    # what the reading does not cover
    limit: Text | None = None

    @property
    def is_verified(self) -> bool:
        """It was read where it says, on the day it says."""
        return self.status == "vérifié"

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.is_verified and not (self.read_in and self.seen_on):
            raise ValueError("status: vérifié needs read_in and seen_on")
        if self.is_verified == (self.why is not None):
            raise ValueError("why goes with status: non vérifié, and with it alone")
        if self.quoted and not self.is_verified:
            raise ValueError("words of the law are quoted only where they were read: quoted needs status: vérifié")
        if (self.section == "criteres") != bool(self.since and self.examined):
            raise ValueError("since and examined go with section: criteres, and with it alone")
        return self
