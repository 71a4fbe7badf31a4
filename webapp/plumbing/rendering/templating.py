"""What every template knows, and nothing that it does not: an undefined name is an error."""

import re
from typing import Any, Final

from flask import Flask, request
from jinja2 import StrictUndefined

from webapp.core.accounts.passwords import SHORTEST
from webapp.core.cards.queries import letters_without_check_digit
from webapp.core.languages import FIRST, LANGUAGES
from webapp.core.networks.service_numbers import SERVICE
from webapp.plumbing.access.sign_in import cards_on_phone, current_actor, has_proved_lately
from webapp.plumbing.clock import today
from webapp.plumbing.http.appearance import current_appearance
from webapp.plumbing.http.headers import csp_nonce, needs_wasm
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.fields import example_clock, example_day
from webapp.plumbing.rendering.navigation import holder_bar, holder_menu, navigation
from webapp.plumbing.words import formats, texts
from webapp.plumbing.words.language import VARIANTS, current_language, current_variant, language_of
from webapp.plumbing.words.model_today import model_today
from webapp.settings import Settings

_LINE_BREAK: Final = re.compile(r"[ \t]*\n[ \t\r\n]*")


def install_templating(app: Flask, settings: Settings) -> None:
    """Set Jinja up."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.do")
    environment.filters.update(
        date=formats.show_day,
        long_date=formats.show_long_day,
        time=formats.show_time,
        moment=formats.format_moment,
        hour=formats.show_hour,
        clock=formats.show_clock,
        said=formats.said_text,
        quoted=texts.quoted,
        only_in=formats.only_in,
        all_only_in=formats.all_only_in,
        shared_language=formats.shared_language,
        amount=formats.show_amount,
        number=formats.show_number,
        euros=formats.show_euros,
        percent=formats.show_percent,
        month=formats.show_month,
        code=formats.show_code,
        code_groups=formats.show_code_in_groups,
        shown_name=formats.shown_name,
        shown_text=formats.shown_text,
        other_languages=formats.other_languages,
        local_name=formats.local_name,
        breaking_name=formats.breaking_name,
        breaking_text=formats.breaking_text,
        names_place=formats.names_place,
        local_text=formats.local_text,
        language_name=formats.language_name,
        language_of=language_of,
    )
    environment.globals.update(
        csp_nonce=csp_nonce,
        needs_wasm=needs_wasm,
        has_proved_lately=has_proved_lately,
        cards_on_phone=cards_on_phone,
        holder_bar=holder_bar,
        holder_menu=holder_menu,
        legacy_letters=_legacy_letters,
        this_year=_this_year,
        languages=LANGUAGES,
        first_language=FIRST,
        variants=VARIANTS,
        texts=texts.named_sentences(),
        is_demo=settings.is_demo,
        model_today=model_today,
        service=SERVICE,
        shortest_password=SHORTEST,
        example_day=example_day,
        example_clock=example_clock,
    )
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    return {
        "actor": current_actor(),
        "navigation": navigation(),
        "language": current_language(),
        "variant": current_variant(),
        "appearance": current_appearance(),
        "here": request.full_path.rstrip("?") if request.method == "GET" else request.path,
    }


def on_one_line(page: str) -> str:
    """The same page on one line, in fewer bytes: a first visit is weighed, and most travel uncompressed.

    Not for a page that shows what somebody has typed on several lines.
    """
    return _LINE_BREAK.sub(" ", page.strip())


def _this_year() -> int:
    return today().year


def _legacy_letters() -> str:
    # A field for codes lets the browser judge check digits, but for the letters of old series.
    return "".join(sorted(letters_without_check_digit(db())))
