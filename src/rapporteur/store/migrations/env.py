"""What Alembic runs: the steps, on the connection that ``store.opening`` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from rapporteur.store.schema import metadata


def run() -> None:
    """Runs the steps; batch mode, because SQLite cannot alter most of a table in place."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
