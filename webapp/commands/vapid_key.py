"""A key for reminders."""

import click

from webapp.plumbing.push.vapid import new_private_key


@click.command("make-vapid-key")
@click.option(
    "--subject",
    default="mailto:you@your.example",
    show_default=True,
    help="Where push services reach you: mailto: or https://.",
)
def make_vapid_key(subject: str) -> None:
    """Make a private key for reminders, and print the two settings that turn them on.

    Keep it as you keep the secret key. With another key, cardholders must turn their reminders on again: a
    browser promises its push service one key only.
    """
    click.echo(f"KAIKUKORTTI_VAPID_PRIVATE_KEY={new_private_key()}")
    click.echo(f"KAIKUKORTTI_VAPID_SUBJECT={subject}")
