"""Run the register's migrations on the engine that webapp.plumbing.migrations hands over."""

from alembic import context

from webapp.core.registry import metadata
from webapp.plumbing.check_constraints import COMPARED

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata(),
    **COMPARED,
    render_as_batch=connection.dialect.name == "sqlite",
    user_module_prefix="webapp.core.database.",
)
with context.begin_transaction():
    context.run_migrations()
