"""Where the tour stops: pages for everybody, the cardholder's, and those about one's own account."""

import re
from collections.abc import Iterator

import pyotp

from tests.journeys.people.holder import Holder
from tests.journeys.people.person import Person
from tests.journeys.people.speech import in_groups
from tests.journeys.tour.stops_at_places import place_stops
from tests.support.traces import HOLDERS_NAME
from tests.support.virtual_authenticator import give_authenticator
from webapp.demo.known import DEMO_ACCOUNTS, DEMO_PASSWORD


def public_stops(visitor: Person) -> Iterator[str]:
    """Without signing in."""
    for name, path in {
        "front": "/",
        "areas": "/alueet",
        "area": "/alueet/4",
        "area-coming": "/alueet/15",
        "for-me": "/minulle",
        "ticket": "/lippu",
        "for-distributors": "/kortinjakajille",
        "for-venues": "/kohteille",
        "for-coordinators": "/vastuuhenkiloille",
        "privacy": "/tietosuoja",
        "accessibility": "/saavutettavuus",
        "licences": "/lisenssit",
        "licence-without-text": "/lisenssit/ordered-set",
        "appearance": "/nakyma",
        "sign-in": "/kirjaudu",
        "invitation": "/kutsu",
        "lost-password": "/unohtunut-salasana",
        "lost-password-asked": "/unohtunut-salasana/pyydetty",
        "new-password": "/uusi-salasana",
        "error-404": "/ei-ole",
        "error-405": "/ulos",
    }.items():
        visitor.open(path)
        yield name
    yield from place_stops(visitor)
    yield from _refused_to_strangers(visitor)


def _refused_to_strangers(visitor: Person) -> Iterator[str]:
    visitor.open("/kirjaudu").press("Sign in")
    yield "sign-in-empty"
    visitor.fill("E-mail address", "nobody@demo.example")
    visitor.fill("Password", "not the right one at all")
    visitor.press("Sign in")
    yield "sign-in-wrong"
    visitor.open("/kutsu").press("Make an account")
    yield "invitation-empty"
    visitor.open("/unohtunut-salasana").press("Send the link")
    yield "lost-password-empty"
    visitor.open("/uusi-salasana").press("Change the password")
    yield "new-password-empty"
    visitor.open("/").open("/kutsu#a-secret-that-never-was")
    visitor.fill("Your name, as colleagues know you", "Testaaja")
    visitor.fill("Password", DEMO_PASSWORD)
    visitor.press("Make an account")
    yield "invitation-used"
    visitor.open("/kirjaudu").page.locator("main input[name=csrf_token]").first.evaluate(
        "field => field.value = ''"
    )
    visitor.press("Sign in")
    yield "error-400"


def holder_stops(holder: Holder) -> Iterator[str]:
    """With a phone, first without a card and then with the demo's best-known one."""
    holder.open("/oma")
    yield "start"
    holder.open("/oma/liita")
    yield "pair"
    holder.press("Take the card")
    yield "pair-empty"
    holder.fill("Code from the place that gave you the card", "not a code")
    holder.press("Take the card")
    yield "pair-wrong"
    holder.takes_demo_card()
    yield "card"
    holder.open("/oma/asenna")
    yield "card-install"
    holder.open("/oma?uusi=1")
    yield "card-first"
    holder.follow("See my card")
    holder.enlarges_the_code()
    holder.sees(in_groups("A999123453"))
    yield "card-enlarged"
    holder.press("Close") if holder.button("Close").count() else holder.follow("Close")
    holder.open("/oma/nimi")
    yield "card-name"
    holder.fill("Your name", HOLDERS_NAME)
    holder.press("Write on the card")
    holder.sees(HOLDERS_NAME)
    yield "card-named"
    holder.takes_the_card_off()
    holder.is_told("The card has been taken off this phone.")
    yield "forgotten"


def account_stops(person: Person) -> Iterator[str]:
    """A person with several roles, and their account."""
    person.open("/kirjaudu").page.locator("button[name=role][value=several_roles]").click()
    person.sees_heading(person.say("Choose your role"))
    yield "choose-role"
    person.page.get_by_role("button", name=re.compile(f"{person.say('Venue')}$")).click()
    person.open("/tili")
    yield "account"
    person.open("/tili/muut-laitteet")
    yield "account-question"
    person.open("/tili").press("Change the password")
    yield "account-empty"
    person.fill("Present password", DEMO_PASSWORD)
    person.fill("New password", "short")
    person.press("Change the password")
    yield "account-short-password"
    person.open("/keskus/")
    yield "error-403"
    person.open("/vahvista")
    yield "prove"
    person.press("Continue")
    yield "prove-empty"
    yield from _ways_in(person)
    person.open("/tili").press("Sign out")
    person.is_told("You have signed out.")
    yield "signed-out"
    person.open("/kirjaudu").fill("E-mail address", DEMO_ACCOUNTS["several_roles"].email)
    person.fill("Password", DEMO_PASSWORD)
    person.press("Sign in")
    person.sees_heading(person.say("One more step"))
    yield "code"
    person.press("Continue")
    yield "code-empty"


def _ways_in(person: Person) -> Iterator[str]:
    """An authenticator app and a passkey; whoever walks here next in another language finds them."""
    person.open("/tili/tunnistus/sovellus")
    yield "app"
    person.press("Take into use")
    yield "app-empty"
    secret = person.page.locator(".kk-pairing__secret").text_content() or ""
    person.fill("Code that the app shows", pyotp.TOTP("".join(secret.split())).now())
    person.press("Take into use")
    person.sees_heading(person.say("Your recovery codes"))
    yield "recovery-codes"
    give_authenticator(person.page)
    person.open("/tili/tunnistus/").press("Make a passkey")
    person.is_told("The passkey is ready. From now on it signs you in by itself.")
    yield "ways-in"
    person.page.get_by_role("link", name=person.say("Change the name")).click()
    yield "passkey-name"
