"""The installed command `kaikukortti`."""

from typing import Final

import click
from sqlalchemy.exc import SQLAlchemyError

from webapp.commands.admin import create_admin
from webapp.commands.backups import backup, restore
from webapp.commands.demo import demo
from webapp.commands.housekeeping import housekeeping
from webapp.commands.mails import send_mails
from webapp.commands.migrate import migrate
from webapp.commands.reset_access import reset_access
from webapp.commands.serve import serve
from webapp.commands.show_access import show_access
from webapp.commands.vapid_key import make_vapid_key
from webapp.commands.verify_log import verify_log_command
from webapp.core.database import is_out_of_order
from webapp.plumbing.migrations import UNREACHABLE, UnfitRegisterError


class _Commands(click.Group):
    """What stands in the way of every command is told in one sentence, without a trace."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the chosen command.

        Raises:
            ClickException: the register cannot be reached, or this program cannot use it.
        """
        try:
            return super().invoke(ctx)
        except UnfitRegisterError as error:
            raise click.ClickException(str(error)) from error
        except SQLAlchemyError as error:
            if not is_out_of_order(error):
                raise
            raise click.ClickException(UNREACHABLE) from error


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="kaikukortti")
def main() -> None:
    """Kaikukortti: the register of a culture card, its mobile app and its portal.

    Start with `kaikukortti demo`. In production: set the KAIKUKORTTI_* variables (docs/production.md), then
    `kaikukortti migrate`, `kaikukortti create-admin` once, and `kaikukortti serve`;
    every hour `kaikukortti housekeeping`, every night `kaikukortti backup`.
    """


_COMMANDS: Final = (
    demo, serve, migrate, create_admin, reset_access, housekeeping, send_mails, verify_log_command, backup,
    restore, make_vapid_key, show_access,
)  # fmt: skip
for command in _COMMANDS:
    main.add_command(command)
