"""Days, times, numbers and codes as people write them in each language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Protocol

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit
from flask_babel import LazyString, format_date, format_time, gettext
from markupsafe import Markup, escape

from webapp.core.alphabet import plain_letters
from webapp.core.calendar import day_in_finland
from webapp.core.languages import LocalisedText, Said
from webapp.plumbing.clock import today
from webapp.plumbing.words.hyphens import with_soft_hyphens
from webapp.plumbing.words.language import current_language

_DAY_PATTERNS: Final = {"fi": "d.M.y", "sv": "d.M.y", "en": "d MMM y"}
_TIME_PATTERNS: Final = {"fi": "H.mm", "sv": "H.mm", "en": "HH:mm"}
_LONG_DAY_PATTERNS: Final = {"fi": "d. MMMM y", "sv": "d MMMM y", "en": "d MMMM y"}


def show_day(day: date | datetime) -> str:
    """22.11.2026; an instant is taken as its day in Finland."""
    if isinstance(day, datetime):
        day = day_in_finland(day)
    return str(format_date(day, _DAY_PATTERNS.get(current_language(), "medium")))


def day_to_type(day: date) -> str:
    """A day as it stands in a field: as `show_day` where that can be read again, else in figures."""
    return str(format_date(day, _DAY_PATTERNS.get(current_language(), "d.M.y")))


def clock_to_type(clock: time) -> str:
    """A time of day as it stands in a field: as `show_clock` where that can be read again."""
    return str(format_time(clock, _TIME_PATTERNS.get(current_language(), "H.mm"), rebase=False))


def show_long_day(day: date) -> str:
    """22. marraskuuta 2026: the day in words."""
    return str(format_date(day, _LONG_DAY_PATTERNS.get(current_language(), "long")))


def show_time(moment: datetime) -> str:
    """14.05 in Finland."""
    return str(format_time(moment, _TIME_PATTERNS.get(current_language(), "short")))


def show_hour(hour: int) -> str:
    """9.00: a full hour of the day."""
    return str(format_time(time(hour), _TIME_PATTERNS.get(current_language(), "short"), rebase=False))


def show_clock(clock: time) -> str:
    """18.00: a time of day in Finland."""
    return str(format_time(clock, _TIME_PATTERNS.get(current_language(), "short"), rebase=False))


def show_amount(number: int, unit: str) -> str:
    """2 months: how many of a day, month or year, as the language counts them."""
    return str(format_unit(number, f"duration-{unit}", locale=current_language()))


def format_moment(moment: datetime) -> str:
    """The time alone when it is of today, with its day otherwise."""
    if day_in_finland(moment) == today():
        return show_time(moment)
    return str(gettext("%(day)s at %(time)s", day=show_day(moment), time=show_time(moment)))


def show_number(number: float) -> str:
    """1 234 with the language's own grouping."""
    return str(format_decimal(number, locale=current_language()))


def show_euros(cents: int) -> str:
    """1 234,50 € with the language's own grouping."""
    return str(format_currency(Decimal(cents) / 100, "EUR", locale=current_language()))


def euros_to_type(cents: int) -> str:
    """A sum as it stands in a field: 1234,50."""
    return f"{cents // 100},{cents % 100:02}"


def show_percent(share: float, decimals: int = 1) -> str:
    """0.505 as 50,5 %."""
    pattern = "#,##0.#" if decimals else "#,##0"
    sign = "%" if current_language() == "en" else "\N{NO-BREAK SPACE}%"
    return format_percent(share, pattern + sign, locale=current_language())


def show_month(month: date, width: str = "long") -> str:
    """The month's name with its year, or (`short`) its short name alone."""
    return str(format_date(month, "LLL" if width == "short" else "LLLL y"))


def show_code(code: str) -> Markup:
    """A card code that stays left to right in any text."""
    return Markup('<bdi dir="ltr" class="kk-code">{}</bdi>').format(code)


def show_code_in_groups(code: str) -> Markup:
    """A 999 123 453: the spaces are CSS-free and vanish when the code is read back."""
    groups = (code[0], code[1:4], code[4:7], code[7:])
    return Markup('<bdi dir="ltr" class="kk-code">{}</bdi>').format("\N{NO-BREAK SPACE}".join(groups))


class Named(Protocol):
    """Something with a name by language."""

    @property
    def name(self) -> LocalisedText:
        """What it is called."""


def local_name(thing: Named) -> str:
    """What it is called in the reader's language, or in one that stands in for it."""
    return thing.name.text_in(current_language())


def local_text(text: LocalisedText) -> str:
    """A text in the reader's language, or in one that stands in for it."""
    return text.text_in(current_language())


def shown_text(text: LocalisedText) -> Markup:
    """A short text in the reader's language; one that stands in for it says in which language it is."""
    said = said_text(text)
    if said.language == current_language():
        return escape(said.text)
    return Markup('<span lang="{}">{}</span>').format(said.language, said.text)


def shown_name(thing: Named) -> Markup:
    """What it is called, as `shown_text` shows it; in attributes and titles `local_name` is the one."""
    return shown_text(thing.name)


def breaking_text(text: LocalisedText) -> Markup:
    """As `shown_text`, with points at which a narrow phone may break the long words of a name."""
    said = said_text(text)
    words = with_soft_hyphens(said.text, said.language)
    if said.language == current_language():
        return escape(words)
    return Markup('<span lang="{}">{}</span>').format(said.language, words)


def breaking_name(thing: Named) -> Markup:
    """As `shown_name`, with points at which a narrow phone may break its long words."""
    return breaking_text(thing.name)


def names_place(address: str, place: Named | None) -> bool:
    """Whether an address already says in which town or area it is, in any language."""
    written = plain_letters(address)
    return place is not None and any(plain_letters(name) in written for name in place.name.values())


def other_languages(texts: Iterable[LocalisedText]) -> list[str]:
    """The languages that stand in for the reader's where these texts are shown, each once."""
    shown = dict.fromkeys(said_text(text).language for text in texts if text)
    return [language for language in shown if language != current_language()]


def shared_language(texts: Sequence[LocalisedText]) -> str:
    """The other language than the reader's in which all these texts are, if there are several; else ""."""
    found = {language for text in texts for language in other_languages([text]) or [""]}
    return found.pop() if len(found) == 1 and len(texts) > 1 else ""


def said_text(text: LocalisedText) -> Said:
    """A text in the reader's language, or in one that stands in for it, with that language."""
    return text.said_in(current_language())


def only_in(language: str) -> str:
    """That a text is in a language that its reader has not chosen."""
    sentences = {
        "fi": gettext("In Finnish only"), "sv": gettext("In Swedish only"), "en": gettext("In English only")
    }  # fmt: skip
    return str(sentences.get(language) or gettext("Only in: %(language)s", language=language_name(language)))


def all_only_in(language: str) -> str:
    """That every name in a list is in a language that its reader has not chosen."""
    sentences = {
        "fi": gettext("The names below are in Finnish only."),
        "sv": gettext("The names below are in Swedish only."),
        "en": gettext("The names below are in English only."),
    }
    said = gettext("The names below are only in: %(language)s", language=language_name(language))
    return str(sentences.get(language) or said)


def language_name(code: str) -> str:
    """What the reader's language calls a language."""
    names: Mapping[str, str] = Locale.parse(current_language()).languages
    return names.get(code, code)


def named(code: str) -> LazyString:
    """The same for a label, which is written before there is a reader."""
    return LazyString(language_name, code)


class Shown(Protocol):
    """Something on a day, perhaps at a time."""

    @property
    def name(self) -> LocalisedText:
        """What it is called."""

    @property
    def begins_at(self) -> time | None:
        """When it begins, if that is said."""


def show_offer(offer: Shown) -> str:
    """What is on, with its time of day: a play may be on twice a day."""
    name = local_name(offer)
    return f"{name} {show_clock(offer.begins_at)}" if offer.begins_at else name
