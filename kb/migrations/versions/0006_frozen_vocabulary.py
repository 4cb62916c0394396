"""The words of a release"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "frozen_vocabulary",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("packed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    if op.get_bind().dialect.name == "sqlite":
        # no other way adds a foreign key without making the table anew, and SQLite drops no table that rows refer to
        op.execute("ALTER TABLE release ADD COLUMN vocabulary VARCHAR REFERENCES frozen_vocabulary (sha256)")
        return
    op.add_column("release", sa.Column("vocabulary", sa.String(), nullable=True))
    op.create_foreign_key("fk_release_vocabulary", "release", "frozen_vocabulary", ["vocabulary"], ["sha256"])
