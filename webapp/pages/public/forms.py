"""The forms of pages for everybody: appearance, and the search for places."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from webapp.core.networks.models import Municipality
from webapp.core.offers.searching import PlaceSearch
from webapp.core.partners.models import VenueKind
from webapp.core.tables.values import plain_postal_code
from webapp.plumbing.rendering.fields import DayField
from webapp.plumbing.rendering.forms import Form, choices_of
from webapp.plumbing.words.formats import local_name
from webapp.plumbing.words.holders.partners import VENUE_KINDS
from webapp.plumbing.words.language import VARIANTS

_TEXT_SIZES = (("1", _("Normal")), ("2", _("Large")), ("3", _("Largest")))
_THEMES = (
    ("auto", _("As on this device")),
    ("light", _("Light")),
    ("dark", _("Dark")),
    ("contrast", _("High contrast")),
)


class AppearanceForm(Form):
    """Language, text size and theme."""

    language = RadioField(_("Language"), choices=choices_of(VARIANTS))
    text_size = RadioField(_("Text size"), choices=choices_of(_TEXT_SIZES))
    theme = RadioField(_("Colours"), choices=choices_of(_THEMES))


class PlacesForm(Form):
    """Where to go."""

    filters = ("word", "postal_code", "near", "municipality", "kind", "day")

    _home = ""
    """Never in a field: a page does not show the postal code of a card, nor send it."""

    word = StringField(_("What would you like? (optional)"))
    postal_code = StringField(_("Near which postal code? (optional)"))
    near = BooleanField(_("Places near my home first"))
    municipality = SelectField(_("Municipality"), validate_choice=False, default="")
    kind = SelectField(_("Kind of place"), validate_choice=False, default="")
    day = DayField(_("Day (optional)"))

    def show_choices(self, municipalities: list[Municipality]) -> None:
        """Fill the lists; the municipalities come in their order."""
        self.municipality.choices = choices_of([
            ("", _("The whole country")), *((one.code, local_name(one)) for one in municipalities),
        ])  # fmt: skip
        self.kind.choices = choices_of([("", _("All kinds")), *VENUE_KINDS.items()])

    def validate_municipality(self, field: SelectField) -> None:
        """One of those with places."""
        _must_be_listed(field)

    def validate_kind(self, field: SelectField) -> None:
        """One of the kinds there are."""
        _must_be_listed(field)

    def start_from(self, home: str | None) -> None:
        """Near the postal code of the card on this phone, if there is one; a typed one comes first."""
        self._home = "" if self._typed_code else home or ""
        self.near.data = bool(self._home)

    @property
    def _typed_code(self) -> str:
        return plain_postal_code(self.postal_code.data or "")

    def search(self, page: int) -> PlaceSearch:
        """What to look for, of a form that validated."""
        return PlaceSearch(
            word=self.word.data or "",
            postal_code=self._typed_code or self._home,
            municipality_code=self.municipality.data or "",
            kind=VenueKind(self.kind.data) if self.kind.data else None,
            day=self.day.data,
            page=page,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether something is chosen of what is folded away, or wrong with it."""
        return any(field.data or field.errors for field in (self.municipality, self.kind, self.day))


def _must_be_listed(field: SelectField) -> None:
    if field.data not in {choice[0] for choice in field.iter_choices()}:
        raise ValidationError(_("Choose one of the answers in the list."))
