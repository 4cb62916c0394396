"""The index of the search; what an older base holds is indexed right after (kb.engine.upgrade)"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# The stems are cut by us: the engine cuts at spaces alone. No sizes of texts: nothing is weighed by them.
FTS5 = """
CREATE VIRTUAL TABLE search_words USING fts5(
  words, content='search_text', content_rowid='id', columnsize=0, tokenize="ascii tokenchars '_'"
)
"""
GIN = "CREATE INDEX ix_search_text_words ON search_text USING gin (array_to_tsvector(string_to_array(words, ' ')))"


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("first_release", sa.Integer(), nullable=True),
        sa.Column("last_release", sa.Integer(), nullable=True),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("sheaf", ROW, nullable=False),
        sa.Column("place", ROW, nullable=False),
        sa.Column("tie", ROW, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_search_entry_address", "search_entry", ["address_id"], unique=False)
    op.create_index("ix_search_entry_statement", "search_entry", ["statement_id", "kind"], unique=False)
    op.create_table(
        "search_text",
        sa.Column("id", ROW, autoincrement=False, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "search_area",
        sa.Column("entry_id", ROW, autoincrement=False, nullable=False),
        sa.Column("area", NAME, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "area"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_series",
        sa.Column("indicator", NAME, nullable=False),
        sa.Column("area", NAME, nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("indicator", "area", "reading_id"),
        sqlite_with_rowid=False,
    )
    # from an entry to the interval of its statement, without a look at its text
    for kind in ("document", "listing", "passage"):
        columns = ["original_id", "first_release", "last_release"]
        op.create_index(f"ix_{kind}_interval", kind, columns, unique=False)
    op.execute(FTS5 if op.get_bind().dialect.name == "sqlite" else GIN)
