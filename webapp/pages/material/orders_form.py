"""The forms of an order of material: what is printed, when it was, and what is to be changed first."""

import uuid
from typing import Self

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField

from webapp.core.material.approvals import OrderSearch, check_changes
from webapp.core.material.models import MaterialOrder
from webapp.core.material.orders import NewOrder, check_description, check_told
from webapp.core.material.rules import (
    MaterialKind,
    MaterialLanguage,
    OrderState,
    Printing,
    check_amount,
    check_past,
    check_received_amount,
    check_received_on,
)
from webapp.core.networks.websites import check_website
from webapp.plumbing.clock import today
from webapp.plumbing.rendering.fields import DayField, Needed, WholeNumberField
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of, unless_refused
from webapp.plumbing.words.features.material import MATERIAL_KINDS, MATERIAL_LANGUAGES, ORDER_STATES

AMOUNT_NEEDED = _("Write how many.")


def check_number(field: WholeNumberField) -> None:
    """As core takes an amount; what is no number has said so already."""
    number = field.number
    if number is not None:
        unless_refused(lambda: check_amount(number, field.name))


class OrderForm(Form):
    """What is to be printed."""

    kind = SelectField(_("What is printed?"), choices=choices_of(MATERIAL_KINDS.items()))
    language = SelectField(_("In which language?"), choices=choices_of(MATERIAL_LANGUAGES.items()))
    amount = WholeNumberField(_("How many?"), [Needed(AMOUNT_NEEDED)])
    description = TextAreaField(_("What it says and what it is like (optional)"), [AsCore(check_description)])
    file_address = StringField(_("Address of the print file (optional)"), [AsCore(check_website)])
    wanted_on = DayField(_("When is it needed? (optional)"))

    @classmethod
    def of(cls, order: MaterialOrder | None) -> Self:
        """As it is, or empty."""
        if order is None:
            return cls()
        return cls(
            data={
                "kind": order.kind, "language": order.language, "amount": order.amount,
                "description": order.description, "file_address": order.file_address,
                "wanted_on": order.wanted_on,
            }
        )  # fmt: skip

    def validate_amount(self, field: WholeNumberField) -> None:
        """As core takes it."""
        check_number(field)

    def validate_description(self, field: TextAreaField) -> None:
        """Needed where there is no file to look at."""
        if not field.errors:
            unless_refused(lambda: check_told(field.data or "", self.file_address.data or ""))

    def new_order(self, order_id: uuid.UUID) -> NewOrder:
        """What was filled in, of a form that validated."""
        return NewOrder(
            order_id,
            MaterialKind(self.kind.data),
            MaterialLanguage(self.language.data),
            self.amount.value,
            self.description.data or "",
            self.file_address.data or "",
            self.wanted_on.data,
        )


class PrintingForm(Form):
    """When an approved order went to print, and when how much of it came."""

    printing_on = DayField(_("Sent to print on"), is_needed=True)
    print_amount = WholeNumberField(_("How many are printed?"), [Needed(AMOUNT_NEEDED)])
    received_on = DayField(_("Arrived on (optional)"))
    received_amount = WholeNumberField(_("How many arrived? (optional)"))

    @classmethod
    def of(cls, order: MaterialOrder) -> Self:
        """As it is; what was ordered is what is usually printed."""
        return cls(
            data={
                "printing_on": order.printing_on or today(),
                "print_amount": order.print_amount or order.amount,
                "received_on": order.received_on,
                "received_amount": order.received_amount,
            }
        )

    def validate_printing_on(self, field: DayField) -> None:
        """Today or before."""
        day = field.data
        if day is not None and not field.errors:
            unless_refused(lambda: check_past(day, "printing_on", today=today()))

    def validate_print_amount(self, field: WholeNumberField) -> None:
        """As core takes it."""
        check_number(field)

    def validate_received_on(self, field: DayField) -> None:
        """Not before it went to print; wanted where an amount is given."""
        if not field.errors:
            unless_refused(
                lambda: check_received_on(
                    field.data,
                    has_amount=bool((self.received_amount.data or "").strip()),
                    printing_on=self.printing_on.data,
                    today=today(),
                )
            )

    def validate_received_amount(self, field: WholeNumberField) -> None:
        """As core takes it; wanted where a day is given."""
        if not field.errors:
            has_day = self.received_on.data is not None
            unless_refused(lambda: check_received_amount(field.number, has_day=has_day))

    def printing(self) -> Printing:
        """What was filled in, of a form that validated.

        Raises:
            ValueError: it has not been.
        """
        if self.printing_on.data is None:
            message = "read before validation"
            raise ValueError(message)
        return Printing(
            self.printing_on.data,
            self.print_amount.value,
            self.received_on.data,
            self.received_amount.number,
        )


class ChangesForm(Form):
    """What is to be changed before it is printed."""

    reason = TextAreaField(_("What is to be changed?"), [AsCore(check_changes)])


class OrderSearchForm(Form):
    """Sent by GET, so that what was found has an address of its own."""

    state = SelectField(
        _("Which orders"),
        default="",
        validate_choice=False,
        choices=choices_of([("", _("All orders")), *ORDER_STATES.items()]),
    )

    def search(self) -> OrderSearch:
        """What to look for; an answer that is none leaves it open."""
        state = self.state.data
        return OrderSearch(OrderState(state) if state in set(OrderState) else None)

    def filters(self) -> dict[str, str]:
        """What narrows the list, for the addresses of its pages."""
        return {"state": self.state.data} if self.state.data in set(OrderState) else {}
