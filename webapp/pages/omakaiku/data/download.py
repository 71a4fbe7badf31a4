"""What the register holds of a card, as a file for other programs: keys in English, days in ISO."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import CategoryKind
from webapp.core.feedback.models import Feedback
from webapp.core.languages import FIRST
from webapp.core.omakaiku.own_data.actions import OwnData
from webapp.core.omakaiku.phones.models import HolderPhone
from webapp.core.omakaiku.reminders.models import HolderNotice
from webapp.core.omakaiku.wishes.models import CorrectionWish, RenewalWish
from webapp.core.outings.models import OutingJoin
from webapp.core.visits.models import Visit


def as_file(
    data: OwnData, visits: Sequence[Visit], *, feedback: Sequence[Feedback], made_at: datetime
) -> dict[str, Any]:
    """Everything, visits that were taken back too."""
    return {
        "made_at": _instant(made_at),
        "card": _card(data),
        "codes": [{"code": one.code, "replaced_at": _instant(one.replaced_at)} for one in data.codes],
        "answers": _answers(data),
        "phones": [_phone(one) for one in data.phones],
        "passkeys": [{"made_at": _instant(one.added_at)} for one in data.passkeys],
        "renewal_wishes": [_wish(one) for one in data.renewal_wishes],
        "correction_wishes": [{"about": one.kind, **_wish(one)} for one in data.correction_wishes],
        "feedback": [_feedback(one) for one in feedback],
        "looked_at_by": [
            {"day": one.day.isoformat(), "kind_of_organisation": one.organisation_kind}
            for one in data.viewings
        ],
        "visits": [_visit(one) for one in visits],
    }


def _card(data: OwnData) -> dict[str, Any]:
    card = data.card
    return {
        "kind": card.kind,
        "status": card.status,
        "stopped_at": _instant(card.stopped_at),
        "given_by": data.distributor.name.text_in(FIRST),
        "issued_on": card.issued_on.isoformat(),
        "renewed_on": card.renewed_on.isoformat() if card.renewed_on else None,
        "valid_until": card.valid_until.isoformat(),
        "registered_at": _instant(card.registered_at),
    }


def _answers(data: OwnData) -> dict[str, Any] | None:
    if data.background is None:
        return None
    chosen = {kind.value: _category(data, kind) for kind in CategoryKind}
    return {
        "birth_year": data.background.birth_year,
        "postal_code": data.background.postal_code,
        "place": data.background.postal_area.name.text_in(FIRST),
        "children": data.card.children,
        **chosen,
    }


def _category(data: OwnData, kind: CategoryKind) -> str | None:
    answer = data.answers[kind]
    return answer.name.text_in("en") if answer else None


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "happened_at": _instant(visit.happened_at),
        "venue": visit.venue.name.text_in(FIRST),
        "event": visit.offer.name.text_in(FIRST) if visit.offer else None,
        "kind": visit.kind,
        "code": visit.code,
        "adults": visit.adults,
        "children": visit.children,
        "assistants": visit.assistants,
        "undone_at": _instant(visit.undone_at),
    }


def _phone(phone: HolderPhone) -> dict[str, Any]:
    return {
        "kind": phone.kind,
        "code": phone.code,
        "paired_at": _instant(phone.paired_at),
        "last_used_on": day_in_finland(phone.last_used_at).isoformat(),
    }


def outing_in_file(join: OutingJoin) -> dict[str, Any]:
    """An outing that the card joined, or left again."""
    return {
        "outing": join.outing.title.text_in(FIRST),
        "starts_at": _instant(join.outing.starts_at),
        "joined_at": _instant(join.joined_at),
        "left_at": _instant(join.left_at),
    }


def reminder_in_file(notice: HolderNotice, phone: HolderPhone) -> dict[str, Any]:
    """A phone that wants to be reminded, and where its browser's push service reaches it."""
    return {
        "phone": phone.kind,
        "turned_on_at": _instant(notice.turned_on_at),
        "push_service": notice.endpoint,
        "told_of_last_valid_day": notice.known_until.isoformat(),
    }


def _feedback(said: Feedback) -> dict[str, Any]:
    return {
        "about": said.category,
        "text": said.text,
        "sent_at": _instant(said.sent_at),
        "answer": said.answer,
        "answered_at": _instant(said.answered_at),
    }


def _wish(wish: RenewalWish | CorrectionWish) -> dict[str, Any]:
    return {"wished_at": _instant(wish.wished_at), "answered_at": _instant(wish.answered_at)}


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
