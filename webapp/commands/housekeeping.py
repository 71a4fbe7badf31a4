"""What is done by a timer and not by anybody's click."""

from datetime import UTC, datetime

import click

from webapp.commands.register import opened_register
from webapp.commands.serve import settings_fit_to_serve
from webapp.core.database import session_factory
from webapp.core.omakaiku.reminders.actions import PushOutcome
from webapp.plumbing.housekeeping import keep_order, let_go, move_trial_cards, seal_log, send_notices
from webapp.plumbing.logs import install_logs
from webapp.plumbing.push.sending import push_sender
from webapp.settings import DEMO_DIRECTORY, Settings
from webapp.wsgi import DEMO_VAPID_FILE, settings_of_demo


@click.command()
@click.option("--demo", is_flag=True, help="Keep the demo country's register instead of a real one.")
def housekeeping(*, demo: bool) -> None:
    """Remind cardholders of renewal, and forget what is kept for a time only. Run it every hour.

    Between nine and twenty in Finland, phones whose holders have asked for it are told that there is
    something new. In every run the register forgets who joined outings a month past, feedback answered two
    years ago, and which visits older than a week have been asked about; and names that were written past the
    program, in SQL, are put in their place in lists. Cards of a trial that was extended or made permanent get
    their new last day where the server was stopped before all had it. New rows of the audit log are sealed,
    and those of more than three years ago let go of. Safe to run again, and twice at once; what could not be
    sent waits. Where the clock has jumped by days, or there was no run for more than a day, a run forgets and
    sends nothing; from the next day on it does.
    """
    install_logs()
    settings = _settings(demo=demo)
    sessions = session_factory(opened_register(settings.database_url))
    seal_log(sessions)
    is_done = let_go(sessions, now=datetime.now(UTC))
    keep_order(sessions)
    move_trial_cards(sessions, clock=lambda: datetime.now(UTC))
    if not is_done:
        click.echo("Forgot and sent nothing: by this clock no housekeeping was done a day ago. Is it right?")
        return
    sender = push_sender(settings)
    if sender is None:
        click.echo("Forgot what was old. There are no reminders: KAIKUKORTTI_VAPID_PRIVATE_KEY is not set.")
        return
    outcomes = send_notices(sessions, sender, clock=lambda: datetime.now(UTC))
    click.echo(
        f"Forgot what was old. Reminders sent: {outcomes[PushOutcome.SENT]}, phones that have gone: "
        f"{outcomes[PushOutcome.GONE]}, for the next run: {outcomes[PushOutcome.LATER]}."
    )


def _settings(*, demo: bool) -> Settings:
    if demo and not (DEMO_DIRECTORY / DEMO_VAPID_FILE).exists():
        message = "There is no demo country yet: `kaikukortti demo` makes it."
        raise click.ClickException(message)
    return settings_of_demo("http://localhost") if demo else settings_fit_to_serve()
