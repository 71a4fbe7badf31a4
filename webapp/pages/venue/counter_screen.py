"""What the counter's screen needs where scripts run: its texts, its pieces, and the shell for offline."""

from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField

from webapp.core.cards.reasons import CodeRefusal
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.partners.counter_settings import has_fast_mode
from webapp.core.partners.desks import Desk
from webapp.core.partners.queries import role_choices
from webapp.core.visits.reasons import VisitRefusal
from webapp.core.visits.rules import MOST_CHILDREN_WITH_COMMUNITY_CARD, REPEAT_WINDOW, UndoReason, VisitKind
from webapp.pages.venue.forms import CheckForm
from webapp.plumbing.access.gate import public_reading
from webapp.plumbing.access.this_device import name_of_counter_phone
from webapp.plumbing.http.compression import compressed
from webapp.plumbing.http.headers import PAGE_MARK
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.fields import WholeNumberField
from webapp.plumbing.rendering.forms import Form, choices_of
from webapp.plumbing.rendering.templating import on_one_line
from webapp.plumbing.words.features.cards import ADVICE
from webapp.plumbing.words.features.visits import UNDO_REASONS, VISIT_KINDS
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.model_today import model_today
from webapp.plumbing.words.texts import REFUSALS

blueprint: Final = Blueprint("counter_screen", __name__)
_NOBODYS: Final = {
    "venue_id": None, "venue_name": None, "device_name": None, "venues_to_choose": None, "fast_mode": False,
}  # fmt: skip


class ScreenForm(Form):
    """Never sent: the pieces of the screen's own form, with the same anatomy as every other."""

    kind = RadioField(
        _("What did the customer get?"), choices=choices_of(VISIT_KINDS.items()), default=VisitKind.TICKET
    )
    children = WholeNumberField(_("Children’s tickets"), default="0")
    assistants = WholeNumberField(_("Assistants, interpreters and guides"), default="0")
    offer = SelectField(_("Which event?"), choices=choices_of([("", _("No particular event"))]))
    reason = SelectField(
        _("Why is it undone?"), choices=choices_of(UNDO_REASONS.items()), default=UndoReason.MISTAKE
    )


def screen_context(desk: Desk | None) -> dict[str, Any]:
    """For the counter's template; the shell has no desk, and the phone fills it with what it has kept."""
    return {
        "screen": ScreenForm(formdata=None, prefix="screen-"),
        **(_whose_counter(desk) if desk else _NOBODYS),
        "fast_undo_seconds": int(SERVICE.fast_mode_undo.total_seconds()),
        "most_children": MOST_CHILDREN_WITH_COMMUNITY_CARD,
        "repeat_minutes": int(REPEAT_WINDOW.total_seconds() // 60),
        "screen_texts": {**_texts(), **_reasons(), **_states(), "words": _words()},
    }


def _whose_counter(desk: Desk) -> dict[str, Any]:
    return {
        "venue_id": desk.venue_id,
        "venue_name": local_name(desk.actor.organisation),
        "device_name": name_of_counter_phone(desk),
        "venues_to_choose": _venues_to_choose(desk),
        "fast_mode": has_fast_mode(db(), desk),
    }


def _venues_to_choose(desk: Desk) -> dict[str, Any] | None:
    """How many other organisations the person could work for, and where one chooses; None without others."""
    actor = desk.actor
    if not actor.has_other_roles:
        return None
    mine = role_choices(db(), actor.account_id, language=current_language())
    others = [one for one in mine if one.organisation_id != desk.venue_id]
    return {"count": len(others), "url": url_for("session.choose_role")} if others else None


def as_counter(page: str) -> Response:
    """The counter's page, marked as ours, in few bytes: a shift often begins with it on a mobile network."""
    response = make_response(on_one_line(page))
    response.headers[PAGE_MARK] = "counter"
    return compressed(response)


@blueprint.get("/kohde/kuori")
@public_reading
def shell() -> Response:
    """The counter without anybody's data: the phone keeps it, and fills it with its own."""
    page = render_template(
        "venue/counter.html",
        form=CheckForm(formdata=None), latest=[], counts=None, warning=None, is_shell=True,
        here=url_for("venue.counter"), **screen_context(None),
    )  # fmt: skip
    return as_counter(page)


def _reasons() -> dict[str, Any]:
    return {
        "refusals": {reason: str(REFUSALS[reason]) for reason in ADVICE},
        "advice": {reason: str(text) for reason, text in ADVICE.items()},
        "kinds": {kind: str(text) for kind, text in VISIT_KINDS.items()},
    }


def _words() -> dict[str, str]:
    """Of each answer, read at arm's length."""
    return {
        "valid": gettext("Valid"),
        "repeated": gettext("Already recorded"),
        "refused": gettext("Not valid"),
        "unknown": gettext("Not known to this phone"),
        "mistyped": gettext("Check the code"),
    }


def _texts() -> dict[str, str]:
    # {…} is filled on the phone; %(…)s here, by a placeholder's own name.
    return {
        "titleCounter": gettext("Check a card"),
        "record": gettext("Record"),
        "recordAgain": gettext("Record again"),
        "recordAnyway": gettext("Record anyway"),
        "recordedWord": gettext("Recorded"),
        "whoIsAlong": gettext("Who is along?"),
        "chooseEvent": gettext("Choose the event"),
        "titleUnregistered": gettext("Not registered"),
        "personal": gettext("Personal card"),
        "community": gettext("Community card"),
        "lastDay": gettext("Last valid day %(day)s", day="{day}"),
        "lastDayWas": gettext("Its last valid day was %(day)s.", day="{day}"),
        "mostChildren": gettext("At most %(most)s, with an admission ticket only", most="{most}"),
        "tooMany": gettext("The card has children’s tickets for %(most)s at most.", most="{most}"),
        "noChildrenOnCourse": str(REFUSALS[VisitRefusal.CHILDREN_ON_COURSE]),
        "wrongNumber": gettext("Write a whole number in digits, such as 2."),
        "groupChildren": gettext("Children under %(age)s of the group", age=model_today().child_age_years),
        "repeated": gettext(
            "This card was recorded here at %(at)s. Do you want to record it again?", at="{at}"
        ),
        "unknown": gettext(
            "It may be a new card. You can record: it is checked when the connection is back."
        ),
        "noList": gettext("There is no list of cards here yet. You can record: it is checked later."),
        "listTooOld": gettext("The list of cards is over a week old. You can record: it is checked later."),
        "doubtful": gettext("This phone does not know the code. Is it written like this on the card?"),
        "nobodyHas": gettext("No card has this code. Read it from the card once more."),
        "asking": gettext("Asking the register…"),
        "confirmed": gettext("Checked with the register just now."),
        "corrected": gettext("The register corrected what this phone first showed."),
        "byList": gettext("No connection. By this phone’s list of %(moment)s.", moment="{moment}"),
        "stale": gettext("The list is over a day old."),
        "tooOld": gettext("The list is over a week old, so it no longer answers."),
        "wrongCode": str(REFUSALS[CodeRefusal.CODE_SHAPE]),
        "twoMeanings": str(REFUSALS[CodeRefusal.CODE_TWO_MEANINGS]),
        "noCode": gettext("Write the code of the card, or read it with a scanner."),
    }


def _states() -> dict[str, str]:
    return {
        "saved": gettext("Saved on this phone. Ready for the next one."),
        "savedAtRegister": gettext("Recorded at the register: this phone could not keep it."),
        "savedOnPage": gettext("Only on this page: do not close it before the visit has been sent."),
        "onlyOnPage": gettext("only on this page"),
        "keptCard": gettext("Not recorded: %(code)s (%(word)s)", code="{code}", word="{word}"),
        "keptSpoken": gettext("One more card was read. It waits below."),
        "recordCard": gettext("Record card %(code)s", code="{code}"),
        "dropCard": gettext("Do not record card %(code)s", code="{code}"),
        "undoLast": gettext("Undo what was recorded last: %(facts)s", facts="{facts}"),
        "undoneLast": gettext("Undone: %(facts)s", facts="{facts}"),
        "undoVisit": gettext("Undo the visit"),
        "undoGroup": gettext("Undo the whole group: %(count)s", count="{count}"),
        "groupBegins": gettext("Who is along? Read each member’s own card."),
        "nobodyElse": gettext("Only this card"),
        "notIncluded": gettext("Not included: %(why)s", why="{why}"),
        "shortWaits": gettext("%(count)s waiting", count="{count}"),
        "shortNeeds": gettext("%(count)s to look at", count="{count}"),
        "shortOffline": gettext("No connection"),
        "shortSignedOut": gettext("Signed out"),
        "shortServer": gettext("The service does not answer"),
        "shortHeldBack": gettext("Some visits wait"),
        "shortStorage": gettext("Nothing can be saved here"),
        "shortEmptied": gettext("Storage was emptied"),
        "shortStale": gettext("Old card list"),
        "shortUpdate": gettext("New version"),
        "groupSaved": gettext("Group: %(count)s", count="{count}"),
        "notSaved": gettext(
            "The visit was not saved: this browser refuses to keep it. Record it on the ordinary page."
        ),
        "stateSaved": gettext("Saved on this phone"),
        "stateRecorded": gettext("Recorded"),
        "stateRemark": gettext("Recorded with a remark"),
        "stateAttention": gettext("Needs attention"),
        "stateUndone": gettext("Undone"),
        "adult": gettext("1 adult"),
        "adultAndChild": gettext("1 adult and 1 child"),
        "adultAndChildren": gettext("1 adult and %(count)s children", count="{count}"),
        "assistants": gettext("Assistants: %(count)s", count="{count}"),
        "undoOf": gettext("Undo the visit of card %(code)s at %(time)s", code="{code}", time="{time}"),
        "visitor": gettext("1 visitor"),
        "visitors": gettext("%(count)s visitors", count="{count}"),
        "visitorsHere": gettext("%(count)s on this phone", count="{count}"),
        "allSent": gettext("Everything has been sent."),
        "oneWaits": gettext("1 visit waits on this phone to be sent."),
        "severalWait": gettext("%(count)s visits wait on this phone to be sent.", count="{count}"),
        "oneNeeds": gettext("1 visit needs attention."),
        "severalNeed": gettext("%(count)s visits need attention.", count="{count}"),
        "listOf": gettext("Card list of %(moment)s", moment="{moment}"),
        "listNone": gettext("No card list yet"),
        "momentToday": gettext("today at %(time)s", time="{time}"),
        "moment": gettext("%(day)s at %(time)s", day="{day}", time="{time}"),
        **_problems(),
        "remove": gettext("Leave out card %(code)s", code="{code}"),
        "groupOf": gettext("Record the group: %(count)s", count="{count}"),
        "clockWrong": gettext("This phone’s clock is wrong. Times are corrected by the register’s clock."),
    }


def _problems() -> dict[str, str]:
    return {
        "offline": gettext("No connection. You can go on working: everything is kept on this phone."),
        "signedOut": gettext("You have been signed out. Sign in to send what waits on this phone."),
        "server": gettext("The service is not answering properly. Everything is kept on this phone."),
        "heldBack": gettext(
            "Many codes that no card has came from here, so the register takes some visits in later. They "
            "are saved on this phone, which sends them by itself."
        ),
        "unknownAnswer": gettext(
            "The service answered in a way that this page does not know. Everything is kept on this phone. "
            "Load the page again."
        ),
        "otherRefusal": gettext("The register refuses this card, for a reason that this page does not know."),
        "otherAdvice": gettext(
            "Tell the customer that the card can be checked in the place that gave them the card."
        ),
        "refusedVisit": gettext(
            "The register refused this visit, for a reason that this page does not know."
        ),
        **_storage_problems(),
    }


def _storage_problems() -> dict[str, str]:
    return {
        "storage": gettext("This browser does not keep anything. Visits are recorded on the ordinary page."),
        "storageNewer": gettext(
            "This phone has been used with a newer version of the counter, so this page cannot open what is "
            "kept here. Load the page again. Until then visits are recorded on the ordinary page."
        ),
        "storageBlocked": gettext(
            "What is kept on this phone does not open just now. Close the other tabs of the counter and load "
            "the page again. Until then visits are recorded on the ordinary page."
        ),
        "storageFull": gettext(
            "There is no room left on this phone, so nothing more is saved here. Visits are recorded on the "
            "ordinary page."
        ),
        "storageBroken": gettext(
            "This browser cannot open what is kept on this phone. Load the page again. Until then visits are "
            "recorded on the ordinary page."
        ),
        "storageFails": gettext(
            "This phone cannot save anything just now. Visits go straight to the register. Without a "
            "connection they are on this page only: do not close it."
        ),
        "oneOnlyHere": gettext("1 visit is on this page only. Save it to a file."),
        "severalOnlyHere": gettext(
            "%(count)s visits are on this page only. Save them to a file.", count="{count}"
        ),
        "storagePutBack": gettext(
            "The browser emptied this phone’s storage while the counter was open. What this page knew has "
            "been put back. Only what another page had recorded just before may be lost."
        ),
        "storageEmptied": gettext(
            "This phone’s storage had been emptied. Visits that had not been sent by then may be lost, and "
            "nobody knows how many. The venue’s page of phones shows it, too."
        ),
        "unknownPhone": gettext(
            "There is no connection, and nothing is kept on this phone. If it has been used here before, "
            "visits that had not been sent may be lost."
        ),
        "mayWaitUnseen": gettext("Visits may wait on this phone that cannot be seen now."),
        "noRescueFile": gettext(
            "No file was saved: what waits on this phone cannot be read now. Load the page again."
        ),
    }
