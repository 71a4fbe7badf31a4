"""Tips on what to see, in the holder's language where they were written in it."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template
from flask_babel import lazy_gettext

from webapp.core.accounts.roles import Permission, Role
from webapp.core.outings.models import Tip
from webapp.core.outings.tips import TipWords, tips_for
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.holder import holder, send_home_if_lost
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("holder_tips", __name__, url_prefix="/oma/vinkit")
blueprint.before_request(send_home_if_lost)
NAVIGATION: Final = (Link(Role.CARDHOLDER, 40, "holder_tips.tips", lazy_gettext("Tips")),)


@dataclass(frozen=True, slots=True)
class TipShown:
    """A tip with its words in `language`: the reader's own, or one that stands in for it."""

    tip: Tip
    words: TipWords
    language: str


@blueprint.get("")
@requires(Permission.SHOW_OWN_CARD)
def tips() -> str:
    """The tips of today, newest first."""
    found = tips_for(db(), holder(), today=today())
    return render_template("omakaiku/tips.html", tips=[_shown(one) for one in found])


def _shown(tip: Tip) -> TipShown:
    title = tip.title.said_in(current_language())
    return TipShown(tip, TipWords(title.text, tip.text.get(title.language, "")), title.language)
