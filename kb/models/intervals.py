"""What every statement of a source is in the base, whatever it says: a row that some releases hold."""

from sqlmodel import Field, SQLModel

from kb.models.types import CanonicalText, RowId


class Interval(SQLModel):
    """A row held from `first_release` to `last_release` (null: not yet released; still held).

    `original_id` is the row itself, or the row of which it is a later interval. `line_id` names the place of the statement,
    `rank` tells equal keys of one answer apart. Ids are given by kb.store, so that a bulk insert knows its rows.
    """

    id: int = Field(sa_type=RowId, primary_key=True, sa_column_kwargs={"autoincrement": False})
    original_id: int
    line_id: str = Field(sa_type=CanonicalText)
    address_id: int
    rank: int = 0
    first_release: int | None = None
    last_release: int | None = None
