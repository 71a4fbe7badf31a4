"""What staff read of printed material."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.errors import Refusal
from webapp.core.material.events import (
    MaterialChangesAsked,
    MaterialHandedOut,
    MaterialIsEnough,
    MaterialOrderApproved,
    MaterialOrderCancelled,
    MaterialOrderSent,
    MaterialOrderTakenBack,
    MaterialOrderWritten,
    MaterialPrinted,
    MaterialRunsLow,
    MaterialStockWritten,
    MaterialTableDownloaded,
)
from webapp.core.material.reasons import MaterialRefusal
from webapp.core.material.rules import MaterialKind, MaterialLanguage, OrderState

_ = lazy_gettext

MATERIAL_KINDS: Final[Mapping[MaterialKind, LazyString]] = {
    MaterialKind.CARD: _("Cards of cardboard"),
    MaterialKind.COMMUNITY_CARD: _("Community cards of cardboard"),
    MaterialKind.BROCHURE: _("Brochures"),
    MaterialKind.POSTER: _("Posters"),
    MaterialKind.STICKER: _("Stickers"),
    MaterialKind.OTHER: _("Other material"),
}
MATERIAL_LANGUAGES: Final[Mapping[MaterialLanguage, LazyString]] = {
    MaterialLanguage.FI: _("In Finnish"),
    MaterialLanguage.SV: _("In Swedish"),
    MaterialLanguage.EN: _("In English"),
    MaterialLanguage.SEVERAL: _("In several languages"),
    MaterialLanguage.OTHER: _("In another language"),
}
ORDER_STATES: Final[Mapping[OrderState, LazyString]] = {
    OrderState.DRAFT: _("Not sent yet"),
    OrderState.WAITING: _("Waits for approval"),
    OrderState.CHANGES_ASKED: _("To be changed"),
    OrderState.APPROVED: _("Approved for print"),
    OrderState.PRINTING: _("At the printer’s"),
    OrderState.RECEIVED: _("Has arrived"),
    OrderState.CANCELLED: _("Cancelled"),
}

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    MaterialRefusal.MATERIAL_AMOUNT: _("Write a whole number, %(most)s at most."),
    MaterialRefusal.MATERIAL_DAY_AHEAD: _("This day is still to come. Write today or before."),
    MaterialRefusal.MATERIAL_DAY_BACKWARDS: _(
        "This is before the day on which it went to print. Check both."
    ),
    MaterialRefusal.MATERIAL_PAIR: _("Write both when it arrived and how much of it, or neither."),
    MaterialRefusal.MATERIAL_UNTOLD: _("Tell what is to be printed, or give the address of the print file."),
    MaterialRefusal.ORDER_NOT_TO_CHANGE: _("This order has been sent. Take it back first to change it."),
    MaterialRefusal.ORDER_NOT_APPROVED: _(
        "The national office has not approved this order. It is printed after that."
    ),
    MaterialRefusal.ORDER_NOT_WAITING: _("This order does not wait for you any more."),
    MaterialRefusal.ORDER_AT_PRINTER: _("This order went to print, or was cancelled. It stays as it is."),
    MaterialRefusal.CHANGES_REASON_NEEDED: _("Write what is to be changed, %(most)s characters at most."),
    MaterialRefusal.NOBODY_GETS_MATERIAL: _("Write an amount for at least one partner."),
    MaterialRefusal.MORE_THAN_LEFT: _("There are %(left)s left, and you hand out %(wanted)s."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    MaterialOrderWritten: _("%(who)s wrote an order of material for the network %(network_id)s."),
    MaterialOrderSent: _("%(who)s sent an order of material of the network %(network_id)s for approval."),
    MaterialOrderTakenBack: _("%(who)s took an order of material of the network %(network_id)s back."),
    MaterialOrderCancelled: _("%(who)s cancelled an order of material of the network %(network_id)s."),
    MaterialOrderApproved: _("%(who)s approved material of the network %(network_id)s for print."),
    MaterialChangesAsked: _("%(who)s asked for changes of material of the network %(network_id)s."),
    MaterialPrinted: _("%(who)s wrote when material of the network %(network_id)s was printed."),
    MaterialHandedOut: _(
        "%(who)s wrote what material the network %(network_id)s handed out. Partners: %(partners)s."
    ),
    MaterialStockWritten: _(
        "%(who)s wrote how much material %(of_organisation_id)s has, or when it runs low."
    ),
    MaterialRunsLow: _("%(who)s said that some of its material runs low."),
    MaterialTableDownloaded: _(
        "%(who)s downloaded the distribution table of the network %(network_id)s. Rows: %(rows)s."
    ),
    MaterialIsEnough: _("%(who)s said that it has enough material after all."),
}

GROUP: Final = _("Material")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    MaterialOrderWritten: _("Order of material written"),
    MaterialOrderSent: _("Order of material sent for approval"),
    MaterialOrderTakenBack: _("Order of material taken back"),
    MaterialOrderCancelled: _("Order of material cancelled"),
    MaterialOrderApproved: _("Material approved for print"),
    MaterialChangesAsked: _("Changes of material asked for"),
    MaterialPrinted: _("Printing of material written"),
    MaterialHandedOut: _("Material handed out"),
    MaterialStockWritten: _("Material of a partner written"),
    MaterialRunsLow: _("Material runs low"),
    MaterialTableDownloaded: _("Distribution table downloaded"),
    MaterialIsEnough: _("Material does not run low"),
}
"""What the log is narrowed to, in few words."""
