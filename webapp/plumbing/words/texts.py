"""Every sentence for what core says in codes, collected from the modules in features/ and holders/."""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any, Final

from flask_babel import LazyString, gettext
from markupsafe import Markup, escape

from webapp.core.alphabet import sort_key
from webapp.core.audit.actions import event_name
from webapp.core.audit.circumstances import DeviceType
from webapp.core.audit.events import Event
from webapp.core.audit.models import AuditRecord
from webapp.core.errors import Refusal, RefusedError
from webapp.core.free_text.checks import TellingTextError
from webapp.core.languages import LocalisedText
from webapp.core.log.queries import LogEntry
from webapp.core.visits.rules import Remark
from webapp.plumbing.words import features, holders
from webapp.plumbing.words.features.register import DEVICE_TYPES
from webapp.plumbing.words.features.visits import REMARKS
from webapp.plumbing.words.formats import format_moment, local_text, show_code_in_groups, show_day
from webapp.plumbing.words.language import current_language


def modules() -> Iterator[ModuleType]:
    """The modules of sentences, each feature's for staff and for cardholders."""
    for package in (features, holders):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield import_module(found.name)


def _collected(name: str) -> dict[Any, LazyString]:
    found: dict[Any, LazyString] = {}
    for module in modules():
        found |= getattr(module, name, {})
    return found


REFUSALS: Final[Mapping[Refusal, LazyString]] = _collected("REFUSALS")
EVENTS: Final[Mapping[type[Event], LazyString]] = _collected("EVENTS")
LISTS: Final[Mapping[str, LazyString]] = _collected("LISTS")
"""What a list that can be downloaded is called, by its name in the log."""
_ANSWER_LISTS: Final[Mapping[str, LazyString]] = _collected("ANSWER_LISTS")
_THINGS: Final[Mapping[str, LazyString]] = _collected("THINGS")
_BY_NAME: Final = {event_name(event): text for event, text in EVENTS.items()}


def named_sentences() -> SimpleNamespace:
    """What templates ask for by name: `REFUSALS` of all features, and each module's other sentences."""
    named = {name: value for module in modules() for name, value in vars(module).items() if name.isupper()}
    return SimpleNamespace(**named | {"REFUSALS": REFUSALS, "EVENTS": EVENTS})


def sentence(refused: RefusedError) -> str:
    """The whole sentence for a refusal, with its facts in the reader's language."""
    if isinstance(refused, TellingTextError):
        said = refused.words.items()
        return " ".join(str(REFUSALS[kind]) % {"words": quoted(words)} for kind, words in said)
    facts = {name: _shown(value) for name, value in refused.facts.items()}
    text = str(REFUSALS[refused.reason])
    return text % facts if "%(" in text else text


def quoted(words: Iterable[str]) -> str:
    """Words that somebody wrote, each in quotation marks."""
    return ", ".join(gettext("“%(word)s”", word=word) for word in words)


def outcome_sentence(reason: Refusal | Remark | None) -> str:
    """Why a phone's command was refused, or what was odd about it; nothing where it was plainly followed."""
    if reason is None:
        return ""
    return str(REFUSALS[reason] if isinstance(reason, Refusal) else REMARKS[reason])


def remark_sentence(remark: str | None) -> str:
    """What was odd about a recorded visit, if anything."""
    return str(REMARKS[Remark(remark)]) if remark else ""


def event_sentence(entry: LogEntry) -> Markup:
    """Who did what to which card; an event that an earlier version wrote otherwise shows its name."""
    record = entry.record
    text = _BY_NAME.get(record.event)
    facts = {name: _fact(name, value) for name, value in {**record.facts, **entry.names}.items()}
    where = local_text(entry.organisation) if entry.organisation else ""
    card = show_code_in_groups(entry.card) if entry.card else gettext("(no longer in the register)")
    try:
        return escape(text or record.event) % {**facts, "who": _who(entry), "where": where, "card": card}
    except KeyError:
        return escape(record.event)


def event_kinds(*, of_networks: bool) -> dict[str, list[tuple[str, str]]]:
    """The kinds of event that a log can hold, by what they are about: name in the log and few words, sorted.

    `of_networks`: only what an organisation of a network can have done, as a coordinator reads it.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for module in modules():
        for event, few_words in getattr(module, "KINDS", {}).items():
            if event.is_of_networks or not of_networks:
                groups.setdefault(str(module.GROUP), []).append((event_name(event), str(few_words)))

    def in_order(text: str) -> str:
        return sort_key(text, current_language())

    return {
        group: sorted(groups[group], key=lambda kind: in_order(kind[1]))
        for group in sorted(groups, key=in_order)
    }


def event_things(record: AuditRecord) -> list[str]:
    """The visit or invitation it happened to, and from where: what its sentence has no word for."""
    things = [str(text) % {"id": record.facts[key]} for key, text in _THINGS.items() if record.facts.get(key)]
    device_type = record.facts.get("device_type")
    return [*things, str(DEVICE_TYPES[DeviceType(device_type)])] if device_type else things


def _who(entry: LogEntry) -> str:
    is_person = entry.record.account_id is not None
    if entry.organisation is None:
        if not is_person and "origin" in entry.record.facts:
            return str(gettext("Somebody who was not signed in"))
        return str(gettext("A member of staff") if is_person else gettext("The register"))
    organisation = local_text(entry.organisation)
    if is_person:
        return str(gettext("%(organisation)s, a member of staff,", organisation=organisation))
    return str(gettext("%(organisation)s, a phone at the counter,", organisation=organisation))


def _fact(name: str, value: object) -> object:
    if isinstance(value, LocalisedText):
        return local_text(value)
    if name == "list_name":
        return LISTS.get(str(value), value)
    if name == "answer_list":
        return _ANSWER_LISTS.get(str(value), value)
    return show_code_in_groups(str(value)) if name in {"old_code", "new_code"} else value


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return show_day(value)
    return value
