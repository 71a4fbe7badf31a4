"""What is sent to try each act: a form that is filled in as who may would fill it in."""

import uuid
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Final

from tests.factories import KAJAANI, VAASA
from tests.support.rights.country import Country

Thing = Mapping[str, Any]
_YES: Final = {"confirmed": "yes"}
_VERSION: Final = {
    "title_fi": "Malli", "text_fi": "Uusi teksti", "holder_age_years": "16", "child_age_years": "17",
    "validity_months": "12", "longest_community_validity_months": "60", "grace_days": "30",
}  # fmt: skip
_VENUE: Final = {"name_fi": "Uusi", "venue_kind": "theatre", "sector": "culture", "side": "municipality"}
_DISTRIBUTOR: Final = {"name_fi": "Uusi", "run_by": "third_sector", "distributor_kind": "1", "side": "county"}
_NAMES: Final = {KAJAANI: "Kajaani", VAASA: "Vaasa"}
_ANSWER: Final = {"name_fi": "Uusi vastaus", "name_sv": "Nytt svar", "name_en": "New answer", "after": ""}
_MEETING: Final = {"held_on": "1.12.2026", "invitation": "Tule"}


def _changed(thing: Thing) -> dict[str, str]:
    """A partner with another name."""
    facts = {"municipality": thing["municipality_code"] or ""}
    if thing["kind"] == "coordinator":
        return {"name_fi": "Toinen", "side": "municipality", **facts}
    return {**(_VENUE if thing["kind"] == "venue" else _DISTRIBUTOR), "name_fi": "Toinen", **facts}


def _moved(thing: Thing, country: Country) -> dict[str, str]:
    """A partner in the other network."""
    other = country.things["ostrobothnia"]
    place = other["municipality_code"] if thing["kind"] == "venue" else ""
    return {"network": str(other["network_id"]), "municipality": place}


FORMS: Final[Mapping[str, Callable[[Thing, Country], Mapping[str, Any]]]] = {
    "networks.found": lambda _thing, _country: {"name_fi": "Uusi verkosto", "county": ""},
    "networks.change": lambda _thing, _country: {"name_fi": "Kainuu", "name_sv": "Nytt", "county": ""},
    "networks.join": lambda _thing, _country: {"municipality": "777", "state": "coming"},
    "networks.standing": lambda _thing, _country: {"state": "preparing"},
    "networks.add_office": lambda _thing, _country: {"name_fi": "Uusi", "side": "both", "municipality": ""},
    "networks.lead": lambda _thing, country: {"office": str(country.people["county"].organisation.id)},
    "pop_ups.add_pop_up": lambda _thing, _country: {**_VENUE, "municipality": KAJAANI},
    "pop_ups.move": _moved,
    "approvals.refuse": lambda _thing, _country: {"reason": "Ei vielä"},
    "founding.add_venue": lambda thing, _country: {**_VENUE, "municipality": thing["municipality_code"]},
    "founding.add_distributor": lambda thing, _country: {
        **_DISTRIBUTOR, "municipality": thing["municipality_code"],
    },
    "founding.change": lambda thing, _country: _changed(thing),
    "founding.contacts": lambda _thing, _country: {"phone": "08 123 4567"},
    "founding.end": lambda _thing, _country: _YES,
    "partner_import.import_partners": lambda thing, _country: {
        "file": (BytesIO(
            "kind;name_fi;venue_kind;sector;municipality\n"
            f"venue;Tuotu;theatre;culture;{_NAMES[thing['municipality_code']]}\n".encode()
        ), "a.csv"), **_YES,
    },
    "partners.invite": lambda _thing, _country: {"email": "new@staff.example"},
    "partners.withdraw": lambda _thing, _country: _YES,
    "partners.remove": lambda _thing, _country: _YES,
    "staff_help.password": lambda _thing, _country: _YES,
    "staff_help.factors": lambda _thing, _country: _YES,
    "staff_help.sign_out": lambda _thing, _country: _YES,
    "access.brief": lambda _thing, _country: {"who": "", "briefed_on": "20.11.2026"},
    "trials.step": lambda _thing, _country: {"responsible": "both", "notes": "Sovittu"},
    "trials.yearly_task": lambda _thing, _country: {"notes": "Sovittu"},
    "trial_reports.report": lambda _thing, _country: {
        "kind": "final", "first_day": "1.11.2026", "last_day": "2.11.2026",
    },
    "trial_endings.decide": lambda _thing, _country: {
        "kind": "permanent", "municipality": "", "ending_id": str(uuid.uuid4()), **_YES,
    },
    "meetings.network_meeting": lambda _thing, _country: _MEETING,
    "meetings.national_meeting": lambda _thing, _country: _MEETING,
    "meetings.invite_network": lambda _thing, _country: _YES,
    "meetings.invite_country": lambda _thing, _country: _YES,
    "commitments.end": lambda _thing, _country: {"ends_on": "1.12.2026", "reason": "Muutto"},
    "model.publish": lambda _thing, _country: {**_VERSION, "valid_from": "1.9.2027"},
    "model.change": lambda _thing, _country: _VERSION,
    "model.withdraw": lambda _thing, _country: _YES,
    "exceptions.add": lambda _thing, _country: {
        "exception_id": str(uuid.uuid4()), "reason_fi": "Remontti", "starts_on": "1.12.2026",
        "ends_on": "2.12.2026", "where": "",
    },
    "exceptions.change": lambda thing, _country: {
        "exception_id": str(thing["exception_id"]), "reason_fi": "Remontti", "starts_on": "1.12.2026",
        "ends_on": "2.12.2026", "where": "",
    },
    "answers.add": lambda _thing, _country: {**_ANSWER, "code": uuid.uuid4().hex},
    "answers.change": lambda _thing, _country: _ANSWER,
    "answers.end": lambda _thing, _country: _YES,
    "material.draft": lambda _thing, _country: {
        "kind": "poster", "language": "sv", "amount": "7", "description": "Juliste",
    },
    "material.take_back": lambda _thing, _country: _YES,
    "material.cancel": lambda _thing, _country: _YES,
    "material.printing": lambda _thing, _country: {"printing_on": "20.11.2026", "print_amount": "7"},
    "material_handouts.handout": lambda _thing, country: {
        "kind": "poster", "language": "sv", "handed_on": "20.11.2026", **_YES,
        f"amount_{country.things['venue']['partner_id']}": "2",
    },
    "material_handouts.stock": lambda _thing, _country: {"low_at": "3"},
    "material_approval.ask_changes": lambda _thing, _country: {"reason": "Logo puuttuu"},
    "costs.one_year": lambda _thing, _country: {
        "euros": "29000", "municipal_percent": "40", "trial_percent": "100",
    },
    "costs.settle": lambda _thing, _country: _YES,
    "costs.populations": lambda _thing, _country: {"populations": "205;36000"},
    "administration.make_batch": lambda _thing, country: {
        "network": str(country.things["kainuu"]["network_id"]), "letter": "M", "size": "2",
    },
    "administration.import_series": lambda _thing, country: {
        "network": str(country.things["kainuu"]["network_id"]), "codes": "B999123453",
    },
}  # fmt: skip
"""By endpoint; what is missing here is sent empty."""
