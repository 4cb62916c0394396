"""Reviews: what people think of an extraction. Added, dated to the day, never changed; nobody's name, no free text."""

from datetime import date

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from kb.models.types import CanonicalText, RowId


class Review(SQLModel, table=True):
    """One opinion on one signal as one version of an extractor read it: the rule and the polarity are those of that reading.

    The day alone is kept: an hour would let a reader be found again in the log of a server.
    """

    id: int = Field(sa_column=Column(RowId, primary_key=True, autoincrement=False))
    line_id: str = Field(sa_type=CanonicalText, index=True)
    source_key: str
    extractor: str
    rule: str
    type: str
    polarity: str
    lang: str | None = None
    mark: str
    reason: str
    reviewed_on: date
