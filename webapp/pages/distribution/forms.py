"""Forms of the distributor. Nothing here asks for a name: the register has no column for one."""

import uuid
from contextlib import suppress

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from webapp.core.cards.actions import HolderBackground, RenewalAnswers, Replacement, check_postal_code
from webapp.core.cards.codes import read_code
from webapp.core.cards.corrections import CorrectedAnswers
from webapp.core.cards.models import CategoryKind
from webapp.core.cards.queries import offered_categories
from webapp.core.cards.reasons import IssuingRefusal
from webapp.core.cards.rules import check_birth_year, check_children
from webapp.core.cards.unused_codes import NewCard
from webapp.core.cards.validity import CardKind
from webapp.core.errors import RefusedError
from webapp.core.identifiers import new_id
from webapp.core.tables.values import plain_postal_code
from webapp.plumbing.clock import current_time, today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.fields import DayField, Needed, WholeNumberField
from webapp.plumbing.rendering.forms import Form, choices_of, unless_refused
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.language import VARIANT_CODES, VARIANTS
from webapp.plumbing.words.model_today import child_age, model_today

NOT_ASKED = ""


class CarrierForm(Form):
    """A printed card, or one for the phone only."""

    carrier = RadioField(
        _("Which kind of card?"),
        choices=choices_of([("printed", _("A printed card")), ("phone", _("On the phone only"))]),
        default="printed",
    )
    code = StringField(_("Code of the printed card"))
    in_hand = StringField(_("Yes, this card is in my hand"))
    """Asked of a code whose batch is not marked as handed over; its answer is that code."""
    code_asked_about = ""
    """The code of which the page asks whether the card is in hand; "" where there is nothing to ask."""

    def refuse(self, refused: RefusedError) -> None:
        """Beside its field; a code that is not marked as handed over gets its question."""
        super().refuse(refused)
        if refused.reason is IssuingRefusal.CODE_NOT_HANDED_OVER:
            self.code_asked_about, self.in_hand.data = read_code(self.code.data or ""), ""

    def validate_in_hand(self, field: StringField) -> None:
        """An answer stays on the page as long as it is about the code that is typed."""
        with suppress(RefusedError):
            if field.data and field.data == read_code(self.code.data or ""):
                self.code_asked_about = field.data

    def validate_code(self, field: StringField) -> None:
        """A printed card has a code."""
        if self.carrier.data == "printed" and not (field.data or "").strip():
            raise ValidationError(_("Write the code of the card, or choose the phone only."))

    @property
    def typed_code(self) -> str | None:
        """The code as typed, or None for a card on the phone only."""
        return (self.code.data or "") if self.carrier.data == "printed" else None


class CardForm(CarrierForm):
    """A card about to be. Its id came with the page: sending twice makes one."""

    card_id = HiddenField()

    def refuse(self, refused: RefusedError) -> None:
        """Whoever has been told that the form made another card makes one more by pressing again."""
        super().refuse(refused)
        if refused.reason is IssuingRefusal.FORM_REGISTERED_ANOTHER:
            self.card_id.data = str(new_id(current_time()))

    def validate_card_id(self, field: HiddenField) -> None:
        """The id is ours; anything else was not made by our page."""
        try:
            uuid.UUID(field.data or "")
        except ValueError:
            raise ValidationError(_("Open the page again.")) from None

    def new_card(self) -> NewCard:
        """The card to be, of a form that validated."""
        return NewCard(uuid.UUID(self.card_id.data or ""), self.typed_code, self.in_hand.data or "")


def _one_of_the_list(_form: Form, field: SelectField) -> None:
    """What was offered when the page was opened may have ended since."""
    if field.data not in {choice[0] for choice in field.iter_choices()}:
        raise ValidationError(_("Choose one of the answers in the list."))


class IssueForm(CardForm):
    """The background of DOMAIN §4: three required answers, three that may be declined."""

    birth_year = WholeNumberField(
        _("Year of birth"), [Needed(_("Write the year of birth with four digits."))]
    )
    postal_code = StringField(
        _("Postal code of the home"), [Needed(_("Write the postal code with five digits."))]
    )
    children = WholeNumberField(
        _("Own children and grandchildren under %(age)s", age=child_age),
        [Needed(_("Write the number of children, or 0."))],
    )
    mother_tongue = SelectField(_("Mother tongue (optional)"), [_one_of_the_list], validate_choice=False)
    gender = SelectField(_("Gender (optional)"), [_one_of_the_list], validate_choice=False)
    life_situation = SelectField(_("Life situation (optional)"), [_one_of_the_list], validate_choice=False)

    def validate_birth_year(self, field: WholeNumberField) -> None:
        """A year in which somebody of the right age was born."""
        year = field.number
        if year is not None:
            unless_refused(lambda: check_birth_year(year, today(), model=model_today()))

    def validate_children(self, field: WholeNumberField) -> None:
        """A number of children that can be."""
        children = field.number
        if children is not None:
            unless_refused(lambda: check_children(children))

    def validate_postal_code(self, field: StringField) -> None:
        """A code that exists."""
        unless_refused(lambda: check_postal_code(db(), plain_postal_code(field.data or "")))

    def offer_categories(self) -> None:
        """Fill the three choices from the register; nothing is chosen until somebody has chosen."""
        self._offer([(NOT_ASKED, _("Choose"))])

    def _offer(self, first: list[tuple[str, object]]) -> None:
        """The register's answers, among them that the person does not want to say, behind `first`."""
        for kind, field in self._choices().items():
            answers = [(str(one.id), local_name(one)) for one in offered_categories(db(), kind)]
            field.choices = choices_of([*first, *answers])

    def _choices(self) -> dict[CategoryKind, SelectField]:
        return {
            CategoryKind.MOTHER_TONGUE: self.mother_tongue,
            CategoryKind.GENDER: self.gender,
            CategoryKind.LIFE_SITUATION: self.life_situation,
        }

    def next_empty(self) -> str:
        """The name of the first answer that is needed and missing; "" where there is none."""
        needed = (self.code, self.birth_year, self.postal_code, self.children)
        asked = needed if self.carrier.data == "printed" else needed[1:]
        return next((field.name for field in asked if not (field.data or "").strip()), "")

    def background(self) -> HolderBackground:
        """The answers of a form that validated."""
        said = {
            f"{kind}_id": int(field.data) if field.data else None for kind, field in self._choices().items()
        }
        return HolderBackground(
            birth_year=self.birth_year.value,
            postal_code=plain_postal_code(self.postal_code.data or ""),
            children=self.children.value,
            **said,
        )


class CommunityForm(CardForm):
    """A card of the organisation itself."""

    valid_until = DayField(_("Last valid day"), is_needed=True)


class FindForm(Form):
    """Look for a card by a part of its code."""

    code = StringField(_("Find by code"))


class RenewForm(Form):
    """Of a person's card the children, who may be others by now; of the organisation's own its last day."""

    children = WholeNumberField(
        _("Own children and grandchildren under %(age)s", age=child_age),
        [Needed(_("Write the number of children, or 0."))],
    )
    valid_until = DayField(_("Last valid day"), is_needed=True)

    def ask_of(self, kind: str) -> None:
        """Leave the question out that is not asked of a card of this kind."""
        del self["valid_until" if kind == CardKind.PERSONAL else "children"]

    def answers(self) -> RenewalAnswers:
        """What core asks, of a form that validated."""
        if "children" in self:
            return RenewalAnswers(children=self.children.value)
        return RenewalAnswers(valid_until=self.valid_until.data)


class SlipForm(Form):
    """The language of the slip: the holder's, not the worker's."""

    language = RadioField(
        _("Language of the slip"),
        choices=choices_of(VARIANTS),
        validators=[Needed(_("Choose the language of the slip."))],
        validate_choice=False,
    )

    def validate_language(self, field: RadioField) -> None:
        """One of the languages there are, or plain Finnish."""
        if field.data not in VARIANT_CODES:
            raise ValidationError(_("Choose the language of the slip."))


class ReplaceForm(CarrierForm):
    """A new code for a card. The old one came with the page: sending it twice is harmless."""

    old_code = HiddenField()

    def refuse(self, refused: RefusedError) -> None:
        """Whoever has been told which code the card got gives it another by pressing again."""
        super().refuse(refused)
        if refused.reason is IssuingRefusal.FORM_GAVE_ANOTHER:
            self.old_code.data = str(refused.facts["code"])

    def replacement(self) -> Replacement:
        """Which code stops and which comes, of a form that validated."""
        return Replacement(self.old_code.data or "", self.typed_code, self.in_hand.data or "")


KEEP = "keep"


class CorrectionForm(IssueForm):
    """As at issue, without the card."""

    carrier = None  # type: ignore[assignment]  # so WTForms leaves an inherited field out
    code = None  # type: ignore[assignment]
    in_hand = None  # type: ignore[assignment]
    card_id = None  # type: ignore[assignment]

    def offer_categories(self) -> None:
        """As at issue, with a way to leave each as it is first."""
        self._offer([(KEEP, _("Leave as it is")), (NOT_ASKED, _("Not asked"))])

    def corrected(self) -> CorrectedAnswers:
        """The answers of a form that validated."""
        chosen = {kind: field.data for kind, field in self._choices().items() if field.data != KEEP}
        return CorrectedAnswers(
            birth_year=self.birth_year.value,
            postal_code=plain_postal_code(self.postal_code.data or ""),
            children=self.children.value,
            others={kind: int(answer) if answer else None for kind, answer in chosen.items()},
        )
