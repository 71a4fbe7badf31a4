"""Real sign-ins that shall lead elsewhere afterwards."""

from urllib.parse import quote, urljoin, urlsplit

from tests.factories import PASSWORD
from tests.support.odd.addresses import ELSEWHERE
from tests.support.odd.sending import Answer
from tools.attack.browser import ORIGIN, Browser
from tools.attack.found import Found
from tools.attack.people import add_people
from tools.attack.target import Target
from tools.growing.recorders import HOST


def redirects(target: Target) -> Found:
    """At the page of signing in, of proving it again, of choosing a role."""
    found = Found()
    for number, (email, wanted) in enumerate(zip(add_people(target, len(ELSEWHERE)), ELSEWHERE, strict=True)):
        browser, asked = Browser(target.port, address=f"198.18.0.{number}"), quote(wanted, safe="")
        form = {"email": email, "password": PASSWORD, "next": wanted}
        _judge(found, browser.post(f"/kirjaudu?next={asked}", form, form_on="/kirjaudu"))
        form = {"password": PASSWORD, "code": "", "next": wanted}
        _judge(found, browser.post(f"/vahvista?next={asked}", form, form_on="/vahvista"))
        form = {"organisation": str(target.till.world.venue.organisation.id), "next": wanted}
        _judge(found, browser.post(f"/rooli?next={asked}", form))
    return found


def _judge(found: Found, answer: Answer) -> None:
    place = answer.headers.get("Location", "")
    found.count(answer.status)
    led = urlsplit(urljoin(f"{ORIGIN}/kirjaudu", place))
    is_ours = place.startswith("/") and not place.startswith(("//", "/\\")) and led.netloc == HOST
    found.fault_if(answer.status != 303, f"a real sign-in is answered with {answer.status}")  # noqa: PLR2004 - HTTP's own number
    found.fault_if(not is_ours, f"it leads to {place!r}")
