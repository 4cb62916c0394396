"""Alembic's door: runs the migrations on the connection that kb.engine hands over."""

from alembic import context
from sqlmodel import SQLModel

import kb.models  # noqa: F401  (fills the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transaction_per_migration=False,
)
context.run_migrations()
