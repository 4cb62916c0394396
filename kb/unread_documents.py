"""Documents that a release holds and of which nothing could be drawn: an image, a damaged file, a language that nobody reads.

They are kept, and never count as read (design §2.3): who looks for a fact must know that they were not looked at.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from babel import Locale
from sqlalchemy import Connection, and_, func, not_, or_, select

from kb.kinds import DOCUMENT
from kb.readings import addresses
from kb.releases import RELEASE, in_release

READ_LANGUAGES = ("en", "es", "fr", "pt")
"""The languages in which facts are looked for (extraction/signals/lexicon.py has their words)."""
PARTLY_READ = "lu en partie"
"""How the reason begins of a document of which some pages were read."""

d = DOCUMENT.table.c
_NO_TEXT = and_(d.unread_reason.is_not(None), not_(d.unread_reason.startswith(PARTLY_READ)))
_OTHER_LANGUAGE = d.lang.not_in(READ_LANGUAGES)
# made once: a fiche asks both
_HELD = (
    select(addresses.c.source_key, func.count())
    .join(DOCUMENT.table, d.address_id == addresses.c.id)
    .where(in_release(RELEASE, DOCUMENT.table))
    .group_by(addresses.c.source_key)
)
_WITHOUT = (
    select(addresses.c.source_key, d.unread_reason, d.lang, d.countries)
    .join(DOCUMENT.table, d.address_id == addresses.c.id)
    .where(in_release(RELEASE, DOCUMENT.table), or_(_NO_TEXT, _OTHER_LANGUAGE))
    .order_by(addresses.c.source_key, d.document)
)


@dataclass
class Documents:
    """How many documents of a source a release holds, and why those that are not read were not (reason → how many)."""

    held: int
    unread: dict[str, int] = field(default_factory=dict)
    unread_here: dict[str, int] = field(default_factory=dict)
    """Of `unread`, those on the country that was asked about."""

    @property
    def read(self) -> int:
        """Those whose text was read in a language that is looked into."""
        return self.held - sum(self.unread.values())


def documents_of(connection: Connection, release: int, country: str | None = None) -> Mapping[str, Documents]:
    """Source → its documents in a release."""
    asked = {"release": release}
    found = {source: Documents(held) for source, held in connection.execute(_HELD, asked)}
    for source, unread, lang, countries in connection.execute(_WITHOUT, asked):
        reason, documents = _reason(unread, lang), found[source]
        documents.unread[reason] = documents.unread.get(reason, 0) + 1
        if country in json.loads(countries):
            documents.unread_here[reason] = documents.unread_here.get(reason, 0) + 1
    return found


@lru_cache(maxsize=1024)
def _reason(unread: str | None, lang: str | None) -> str:
    if unread and not unread.startswith(PARTLY_READ):
        return unread
    name = Locale("fr").languages.get(lang or "", lang)
    return f"langue non lue : {name}"
