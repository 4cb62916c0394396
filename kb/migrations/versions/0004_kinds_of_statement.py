"""Listings, documents, passages and signals beside the observations; what a listing told of an answer"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("published_by", sa.String(), nullable=True),
        sa.Column("authors", sa.String(), nullable=True),
        sa.Column("countries", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_evidence", sa.String(), nullable=True),
        sa.Column("media", sa.String(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("unread_reason", sa.String(), nullable=True),
        sa.Column("first_release", sa.Integer(), nullable=True),
        sa.Column("last_release", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_document_address", "document", ["address_id"], unique=False)
    op.create_index("ix_document_line", "document", ["line_id"], unique=False)
    op.create_table(
        "listing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("list_kind", sa.String(), nullable=False),
        sa.Column("area", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("period_as_stated", sa.String(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("medicine", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column("parts", sa.String(), nullable=True),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("strengths", sa.String(), nullable=True),
        sa.Column("brand", sa.String(), nullable=True),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("paediatric", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("comments", sa.String(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("first_release", sa.Integer(), nullable=True),
        sa.Column("last_release", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_listing_address", "listing", ["address_id"], unique=False)
    op.create_index("ix_listing_fiche", "listing", ["area", "medicine"], unique=False)
    op.create_index("ix_listing_line", "listing", ["line_id"], unique=False)
    op.create_table(
        "passage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("heading", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("private_person", sa.Boolean(), nullable=False),
        sa.Column("person_cue", sa.String(), nullable=True),
        sa.Column("countries", sa.String(), nullable=False),
        sa.Column("first_release", sa.Integer(), nullable=True),
        sa.Column("last_release", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_passage_address", "passage", ["address_id"], unique=False)
    op.create_index("ix_passage_line", "passage", ["line_id"], unique=False)
    op.create_table(
        "signal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("area", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("polarity", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=True),
        sa.Column("cue", sa.String(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("component", sa.String(), nullable=False),
        sa.Column("families", sa.String(), nullable=False),
        sa.Column("products", sa.String(), nullable=False),
        sa.Column("amounts", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("population", sa.String(), nullable=True),
        sa.Column("period_as_stated", sa.String(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("private_person", sa.Boolean(), nullable=False),
        sa.Column("first_release", sa.Integer(), nullable=True),
        sa.Column("last_release", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_signal_address", "signal", ["address_id"], unique=False)
    op.create_index("ix_signal_area", "signal", ["area", "component"], unique=False)
    op.create_index("ix_signal_line", "signal", ["line_id"], unique=False)
    op.create_table(
        "reading_document",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["reading.id"],
        ),
        sa.PrimaryKeyConstraint("reading_id", "statement_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading_listing",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["reading.id"],
        ),
        sa.PrimaryKeyConstraint("reading_id", "statement_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading_passage",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["reading.id"],
        ),
        sa.PrimaryKeyConstraint("reading_id", "statement_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading_signal",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["reading.id"],
        ),
        sa.PrimaryKeyConstraint("reading_id", "statement_id"),
        sqlite_with_rowid=False,
    )
    op.add_column("reading", sa.Column("counts", sa.JSON(), nullable=False, server_default="{}"))
    # until now every row of a reading was an observation
    op.execute(
        "UPDATE reading SET counts = '{\"observation\": ' || rows || '}'"
        if op.get_bind().dialect.name == "sqlite"
        else "UPDATE reading SET counts = json_build_object('observation', rows)"
    )
    op.add_column("snapshot", sa.Column("fetched_from", sa.String(), nullable=True))
    op.add_column("snapshot", sa.Column("told", sa.JSON(none_as_null=True), nullable=True))
