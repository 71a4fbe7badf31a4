"""A row or more for every table as it was on 22.11.2026: what every later migration must carry along."""

from typing import Any, Final

_THEN: Final = "2026-11-20 10:00:00.000000"
_LATER: Final = "2026-11-22 10:00:00.000000"
_MADE = {"made_by": 1, "made_at": _THEN}
_CODE, _OLD_CODE, _OF_COMMUNITY, _UNUSED = "A999123453", "A045198723", "A310472655", "A000000001"


def uid(number: int) -> str:
    """An id as SQLite keeps it and PostgreSQL reads it."""
    return f"{number:032x}"


def _digest(number: int) -> str:
    return f"{number:064x}"


def _named(name: str, **facts: Any) -> dict[str, Any]:
    return {"name_fi": name, "name_sv": f"{name} sv", **facts}


_CARD = {"distributor_id": 3, "issued_on": "2026-01-15", "registered_by": 3, "registered_at": _THEN}
_VISIT = {
    "code": _CODE, "venue_id": 2, "kind": "ticket", "adults": 1, "children": 0, "assistants": 0,
    "happened_at": _THEN, "recorded_at": _THEN,
}  # fmt: skip
_DEVICE = {
    "venue_id": 2, "list_key": bytes(32), "enrolled_at": _THEN, "enrolled_by": 2, "last_seen_at": _THEN,
    "waiting": 0, "last_sequence": 4,
}  # fmt: skip
_ARRIVAL = {"device_id": uid(31), "outcome": "recorded", "arrived_at": _THEN}
_SECRET = {"made_at": _THEN, "expires_at": _LATER}

ROWS: Final[dict[str, list[dict[str, Any]]]] = {
    "accounts": [
        {
            "id": number, "email": f"{name}@staff.example", "name": name, "password_hash": "$argon2id$none",
            "sign_in_version": 1, "created_at": _THEN,
        }
        for number, name in enumerate(("office", "venue", "distributor", "coordinator"), 1)
    ],
    "counties": [
        _named("Kainuu", code="KA", short_fi="Kainuu", short_sv="Kajanaland", population=71_000,
               population_year=2021),
    ],
    "municipalities": [
        _named("Kajaani", code="205", county_code="KA", population=36_000, population_year=2021),
    ],
    "networks": [_named("Kainuu", id=1, county_code="KA")],
    "participations": [
        {"municipality_code": "205", "network_id": 1, "state": "trial", "trial_ends_on": "2027-03-31"},
    ],
    "postal_codes": [_named("Kajaani", code="87100", municipality_code="205")],
    "organisations": [
        _named("Kaikukeskus", id=1, kind="national_office", is_active=True),
        _named("Teatteri", id=2, kind="venue", network_id=1, municipality_code="205", venue_kind="theatre",
               sector="culture", is_active=True),
        _named("Diakonia", id=3, kind="distributor", network_id=1, municipality_code="205", is_active=True),
        _named("Kajaanin kaupunki", id=4, kind="coordinator", network_id=1, is_active=False),
    ],
    "memberships": [
        {"account_id": number, "organisation_id": number, "is_contact_person": True, "since": _THEN}
        for number in (1, 2, 3, 4)
    ],
    "invitations": [
        {"id": uid(11), "secret_digest": _digest(11), "organisation_id": 2, "email": "new@staff.example",
         "as_contact_person": False, "made_by": 1, **_SECRET},
    ],
    "audit_records": [
        {"id": uid(12), "at": _THEN, "event": "card_issued", "account_id": 3, "organisation_id": 3,
         "card_id": uid(21), "facts": '{"code": "A999123453"}'},
    ],
    "categories": [
        _named(code, id=number, kind=kind, code=code, name_en=code, position=1, is_offered=True)
        for number, (kind, code) in enumerate(
            (("mother_tongue", "fi"), ("gender", "woman"), ("life_situation", "student")), 1
        )
    ],
    "code_series": [{"letter": "A", "has_check_digit": False}],
    "code_batches": [
        {"id": 1, "network_id": 1, "letter": "A", "size": 4, "is_imported": True,
         "delivered_at": _LATER, **_MADE},
    ],
    "backgrounds": [
        {"id": uid(20), "birth_year": 1984, "postal_code": "87100", "mother_tongue_id": 1, "gender_id": None,
         "life_situation_id": 3},
    ],
    "cards": [
        {**_CARD, "id": uid(21), "kind": "personal", "valid_until": "2027-01-15", "status": "active",
         "children": 2, "background_id": uid(20)},
        {**_CARD, "id": uid(22), "kind": "community", "valid_until": "2026-12-31", "status": "withdrawn",
         "stopped_at": _LATER, "children": 0},
    ],
    "card_codes": [
        {"code": _CODE, "batch_id": 1, "card_id": uid(21), "list_entry": 1, "list_change": 1},
        {"code": _OLD_CODE, "batch_id": 1, "card_id": uid(21), "replaced_at": _THEN, "list_entry": 2,
         "list_change": 2},
        {"code": _OF_COMMUNITY, "batch_id": 1, "card_id": uid(22), "list_entry": 3, "list_change": 3},
        {"code": _UNUSED, "batch_id": 1},
    ],
    "devices": [
        {**_DEVICE, "id": uid(31), "kind": "counter", "name": "Kassa", "token_digest": _digest(31)},
        {**_DEVICE, "id": uid(32), "kind": "personal", "name": "venue", "account_id": 2,
         "token_digest": _digest(32), "revoked_at": _LATER},
    ],
    "enrolments": [
        {"id": uid(33), "secret_digest": _digest(33), "venue_id": 2, "name": "Kassa", "made_by": 2,
         **_SECRET},
    ],
    "arrivals": [
        {**_ARRIVAL, "sequence": number, "command_id": uid(100 + number)} for number in (1, 2, 4)
    ],
    "offers": [
        {"id": 1, "venue_id": 2, "name": "Kolme sisarta", "kind": "ticket", "day": "2026-11-21", **_MADE},
    ],
    "visits": [
        {**_VISIT, "id": uid(101), "card_id": uid(21), "children": 2, "offer_id": 1, "device_id": uid(31)},
        {**_VISIT, "id": uid(102), "card_id": uid(21), "kind": "course", "recorded_by": 2,
         "undone_at": _LATER, "undone_by": 2, "undo_reason": "mistake"},
        {**_VISIT, "id": uid(104), "code": "A555555555", "device_id": uid(31), "remark": "code_unknown"},
    ],
    "asked_visits": [{"visit_id": uid(101)}],
    "venue_descriptions": [
        {"venue_id": 2, "accessibility_fi": "Hissi.", "accessibility_sv": "Hiss.",
         "accessibility_en": "A lift.", "left_out_fi": "", "left_out_sv": "", "left_out_en": "", "website": "https://theatre.example",
         "updated_by": 2, "updated_at": _THEN},
    ],
    "pairings": [
        {"id": uid(41), "secret_digest": _digest(41), "code": _CODE, "kind": "slip", "used_at": _THEN,
         **_SECRET},
    ],
    "holder_phones": [
        {"id": uid(42), "token_digest": _digest(42), "code": _CODE, "paired_at": _THEN, "kind": "android",
         "last_used_at": _LATER},
    ],
    "holder_passkeys": [
        {"id": uid(43), "credential_id": b"credential", "public_key": b"key", "sign_count": 3, "code": _CODE,
         "added_at": _THEN},
    ],
    "holder_notices": [
        {"id": uid(44), "phone_id": uid(42), "endpoint": "https://push.example/1", "turned_on_at": _THEN,
         "known_until": "2027-01-15"},
    ],
    "renewal_wishes": [{"id": uid(45), "card_id": uid(21), "wished_at": _THEN, "answered_at": _LATER}],
    "correction_wishes": [{"id": uid(46), "card_id": uid(21), "kind": "postal_code", "wished_at": _THEN}],
    "feedback": [
        {"id": uid(51), "network_id": 1, "card_id": uid(21), "category": "venue", "text": "Lisää tansseja.",
         "sent_at": _THEN, "answer": "Kiitos.", "answered_at": _LATER, "answered_by": 4},
    ],
    "moods": [{"venue_id": 2, "month": "2026-11-01", "mood": 4, "network_id": 1, "answers": 7}],
    "outings": [
        {"id": uid(52), "distributor_id": 3, "title": "Teatteriin", "venue_id": 2, "place": "", "words": "",
         "starts_at": _LATER, "meeting_place": "Ovella", "meets_at": _LATER, "audience": "own_cards",
         "join_until": _LATER, "made_by": 3, "made_at": _THEN},
    ],
    "outing_joins": [{"outing_id": uid(52), "card_id": uid(21), "joined_at": _THEN}],
    "tips": [
        {"id": uid(53), "network_id": 1, "title_fi": "Vinkki", "text_fi": "Mene.", "title_sv": "Tips",
         "text_sv": "Gå.", "title_en": "Tip", "text_en": "Go.", "shown_from": "2026-11-01",
         "shown_until": "2026-12-01", "address": "", "made_by": 4, "made_at": _THEN},
    ],
}  # fmt: skip
