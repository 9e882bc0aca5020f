"""Alembic runs here with the connection that `apps.storage.schema` hands over."""

from alembic import context

from apps.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
