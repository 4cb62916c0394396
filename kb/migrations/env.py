"""Alembic's door: runs the migrations on the connection that kb.engine hands over."""

from alembic import context

import kb.models  # noqa: F401  (fills the metadata)
from sqlmodel import SQLModel

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transaction_per_migration=False,
)
context.run_migrations()
