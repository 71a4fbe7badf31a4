"""All cards of a distributor: searched, narrowed and sorted, as a page and as a file."""

from typing import Final

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from webapp.core.accounts.roles import Permission
from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.lists.reading import Listed
from webapp.core.omakaiku.wishes.cards import Carrier, ListedCard, own_cards_found
from webapp.pages.distribution.card_list_form import CardSearchForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.lists import Cell, Column, ListOf, list_file, shown_list
from webapp.plumbing.words.features.wishes import CARRIERS, KINDS_OF_CARDS
from webapp.plumbing.words.holders.cards import CARD_STATUSES

blueprint: Final = Blueprint("card_list", __name__, url_prefix="/jakaja/kortit")


def _found(form: CardSearchForm) -> Listed[ListedCard]:
    return own_cards_found(staff(), form.search(), today=today())


def _standing(one: ListedCard) -> tuple[LazyString, str]:
    if one.held.refusal is None:
        return _("Valid"), "success"
    if one.held.refusal == "card_expired":
        return _("Expired"), "warning"
    return CARD_STATUSES[CardStatus(one.held.card.status)], "error"


def _wish(one: ListedCard) -> str:
    return str(_("Yes")) if one.is_wished else ""


LIST: Final = ListOf(
    "cards",
    (
        Column(
            "code", _("Code"), lambda one: one.held.code,
            lambda one: Cell(
                one.held.code, url_for("distribution_card.card", card_id=one.held.card.id)
            ),
        ),
        Column(
            "standing", _("State"), lambda one: str(_standing(one)[0]),
            lambda one: Cell("", tags=[_standing(one)]),
        ),
        Column("until", _("Last valid day"), lambda one: one.held.card.valid_until),
        Column("issued", _("Issued"), lambda one: one.held.card.issued_on),
        Column("kind", _("Kind"), lambda one: str(KINDS_OF_CARDS[CardKind(one.held.card.kind)])),
        Column("carrier", _("On what it is"), lambda one: str(CARRIERS[Carrier(one.carrier)])),
        Column("wish", _("Holder waits"), _wish),
    ),
    _found,
    "card_list.file",
)  # fmt: skip


@blueprint.get("")
@requires(Permission.ISSUE_CARDS)
def cards() -> ResponseReturnValue:
    """The own cards that a search finds."""
    form = CardSearchForm(request.args)
    shown = shown_list(LIST, form)
    return render_template("distribution/card_list.html", form=form, shown=shown), form.status


@blueprint.get("/lista.<file_kind>")
@requires(Permission.ISSUE_CARDS, asks_proof=True)
def file(file_kind: str) -> Response:
    """The same for another program; codes stay text."""
    return list_file(LIST, CardSearchForm(request.args), file_kind)
