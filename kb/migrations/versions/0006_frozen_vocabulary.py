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
    with op.batch_alter_table("release") as batch:
        batch.add_column(sa.Column("vocabulary", sa.String(), nullable=True))
        batch.create_foreign_key("fk_release_vocabulary", "frozen_vocabulary", ["vocabulary"], ["sha256"])
