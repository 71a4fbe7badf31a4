"""The form of how a distributor is reached: nothing has to be said."""

from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import Field, SelectMultipleField, StringField

from webapp.core.languages import CODES, FIRST, LocalisedText
from webapp.core.networks.websites import check_website
from webapp.core.partners.contacts import NewContacts, check_email, check_line, check_phone
from webapp.core.partners.models import OrganisationContacts, SpokenLanguage
from webapp.plumbing.rendering.forms import AsCore, Form, choices_of
from webapp.plumbing.words.formats import named
from webapp.plumbing.words.holders.partners import SPOKEN_LANGUAGES


def spoken_languages() -> SelectMultipleField:
    """In which languages one is served."""
    return SelectMultipleField(
        _("Languages in which people are served (optional)"),
        validate_choice=False,
        choices=choices_of(SPOKEN_LANGUAGES.items()),
    )


def chosen_languages(field: SelectMultipleField) -> frozenset[SpokenLanguage]:
    """Those of the list that were chosen."""
    return frozenset(one for one in SpokenLanguage if one in (field.data or ()))


class ContactsForm(Form):
    """Of the place, never of a person; a language in which no hours are said reads another."""

    phone = StringField(_("Phone number of the office (optional)"), [AsCore(check_phone)])
    email = StringField(_("E-mail address of the office (optional)"), [AsCore(check_email)])
    address = StringField(_("Street address (optional)"), [AsCore(check_line)])
    website = StringField(_("Address of the website (optional)"), [AsCore(check_website)])
    languages = spoken_languages()

    @classmethod
    def of(cls, contacts: OrganisationContacts | None) -> "ContactsForm":
        """As it was said before, or empty."""
        if contacts is None:
            return cls()
        facts: dict[str, Any] = {
            name: getattr(contacts, name) for name in ("phone", "email", "address", "website")
        }
        texts = {f"{what}_{code}": text for what in _TEXTS for code, text in getattr(contacts, what).items()}
        return cls(data={**facts, **texts, "languages": contacts.languages.split()})

    def new_contacts(self) -> NewContacts:
        """What was filled in."""
        return NewContacts(
            self.phone.data or "",
            self.email.data or "",
            self.address.data or "",
            self._said("hours"),
            chosen_languages(self.languages),
            self.website.data or "",
            self._said("bring"),
        )

    def _said(self, what: str) -> LocalisedText:
        return LocalisedText({code: self[f"{what}_{code}"].data or "" for code in CODES})

    @property
    def translated(self) -> list[Field]:
        """The fields of the languages after the first."""
        return [self[f"{what}_{code}"] for code in CODES if code != FIRST for what in _TEXTS]

    @property
    def is_translated(self) -> bool:
        """Whether something is said, or wrong, in another language than the first."""
        return any(field.data or field.errors for field in self.translated)


_TEXTS: Final = ("hours", "bring")
for _code in CODES:
    _hours = _("When people can come or call (%(language)s, optional)", language=named(_code))
    _bring = _("What a client should bring (%(language)s, optional)", language=named(_code))
    setattr(ContactsForm, f"hours_{_code}", StringField(_hours, [AsCore(check_line)]))
    setattr(ContactsForm, f"bring_{_code}", StringField(_bring, [AsCore(check_line)]))
