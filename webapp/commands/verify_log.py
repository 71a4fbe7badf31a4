"""Prove that nobody has changed the log."""

import click

from webapp.commands.register import opened_register
from webapp.core.audit.chain import HeadUnreadableError, Verdict, read_head, verify_log
from webapp.settings import SettingsError, production_settings


@click.command("verify-log")
@click.option("--noted", default="", help="The end of the chain as it was noted earlier: NUMBER:DIGEST.")
def verify_log_command(*, noted: str) -> None:
    """Read the whole audit log of KAIKUKORTTI_DATABASE_URL, and say whether it is as it was sealed.

    Housekeeping seals new rows every hour: each gets a digest of itself and of all before it. What was
    written since the last run is counted as not sealed yet. Changed, missing and exchanged rows are found by
    the chain alone; that rows at its end were cut off, or that all of it was made anew, only by a noted end:
    housekeeping writes it into its own log, and this command at the end. Ends with 1 where a row is wrong.
    """
    try:
        head = read_head(noted) if noted else None
        verdict = verify_log(opened_register(production_settings().database_url), noted=head)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    except HeadUnreadableError as error:
        message = f"{noted!r} is no end of a chain: it is written as NUMBER:DIGEST."
        raise click.ClickException(message) from error
    if verdict.fault is not None:
        raise click.ClickException(what_is_wrong(verdict))
    click.echo(f"The log is intact: {verdict.verified} rows are as they were sealed.")
    if verdict.unsealed:
        click.echo(f"Not sealed yet: {verdict.unsealed} rows, the oldest of {verdict.unsealed_since}.")
    click.echo(f"To be noted elsewhere: {verdict.head}")


def what_is_wrong(verdict: Verdict) -> str:
    """The first row that is not as it was sealed, in a sentence."""
    fault = verdict.fault
    if fault is None:
        return ""
    which = f" (id {fault.record_id})" if fault.record_id else ""
    return (
        f"The log is not intact from row {fault.position} of its chain{which} on: {fault.fault}. "
        f"Before it, {verdict.verified} rows are as they were sealed."
    )
