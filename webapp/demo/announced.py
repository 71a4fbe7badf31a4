"""What is announced to holders, most of it in the well-known network: outings with who come, and tips."""

import random
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.languages import UNSAID, LocalisedText
from webapp.core.outings.models import Audience, Outing, OutingJoin, Tip
from webapp.core.partners.models import OrganisationKind
from webapp.demo.clock import DemoClock, at, made_id
from webapp.demo.known import CARD_CODES, DEMO_ACCOUNTS
from webapp.demo.ledger import DemoCard, Ledger, write_rows
from webapp.demo.partners import Partner, Partners
from webapp.demo.people import Staff
from webapp.demo.program import SPEAKING_BOTH

WHO_COME: Final = 4
_RNG_SEED: Final = "announced"

_NEARBY_TIP: Final = {
    "title": LocalisedText(fi="Avoin harjoitus teatterissa", sv="Öppen repetition på teatern"),
    "text": LocalisedText(
        fi="Katso, miten näytelmä syntyy. Harjoituksen jälkeen voi jututtaa näyttelijöitä.",
        sv="Se hur en pjäs blir till. Efter repetitionen kan du prata med skådespelarna.",
    ),
    "address": "",
}
_NATIONAL_TIP: Final = {
    "title": LocalisedText(
        fi="Kirjastosta saa muutakin kuin kirjoja",
        sv="Biblioteket har mer än böcker",
        en="Libraries have more than books",
    ),
    "text": LocalisedText(
        fi="Moni kirjasto lainaa soittimia, pelejä ja liikuntavälineitä. Kysy omasta kirjastostasi.",
        sv="Många bibliotek lånar ut instrument, spel och sportutrustning. Fråga på ditt eget bibliotek.",
        en="Many libraries lend instruments, games and sports gear. Ask at your own library.",
    ),
    "address": "https://kirjasto.example/lainaa",
}


_TO_THE_THEATRE: Final = {
    "title": LocalisedText(fi="Yhdessä teatteriin", sv="Tillsammans på teater", en="To the theatre together"),
    "place": UNSAID,
    "meeting_place": LocalisedText(
        fi="Teatterin aula", sv="Teaterns foajé", en="In the foyer of the theatre"
    ),
    "words": LocalisedText(
        fi="Katsomme näytelmän ja juomme lopuksi kahvit. Yksinkin voi tulla.",
        sv="Vi ser pjäsen och dricker kaffe efteråt. Du kan också komma ensam.",
        en="We watch the play and have coffee afterwards. You can come alone, too.",
    ),
}
_WALK: Final = {
    "title": LocalisedText(fi="Kävely linnanraunioille"),
    "place": LocalisedText(fi="Kajaanin linnanrauniot"),
    "meeting_place": LocalisedText(fi="Raatihuoneentori"),
    "words": LocalisedText(fi="Rauhallinen kävely, noin kaksi kilometriä. Mukaan pääsee myös pyörätuolilla."),
}
_TO_THE_SHORE: Final = {
    "title": LocalisedText(sv="Picknick vid havet"),
    "place": LocalisedText(sv="Inre hamnen"),
    "meeting_place": LocalisedText(sv="Salutorget"),
    "words": LocalisedText(sv="Ta matsäck med dig. Vi bjuder på kaffe."),
}


def write_announced(
    session: Session, ledger: Ledger, partners: Partners, *, staff: Staff, clock: DemoClock
) -> None:
    """Insert the outings, those who come along, and the tips."""
    rng = random.Random(_RNG_SEED)  # noqa: S311 - the same every time is the point
    office = partners.named(DEMO_ACCOUNTS["distributor"].organisations[0])
    outings = _outings(rng, clock, partners)
    common = {"distributor_id": office.id, "made_by": staff[office.id], "made_at": _announced_at(clock)}
    elsewhere = _elsewhere(rng, clock, partners, staff=staff)
    write_rows(session, Outing, rows=[*({**one, **common} for one in outings), elsewhere])
    joins = [
        {"outing_id": outing["id"], "card_id": card.id, "joined_at": clock.now - timedelta(hours=number + 1)}
        for outing in outings
        for number, card in enumerate(_who_come(ledger, office, clock))
    ]
    write_rows(session, OutingJoin, rows=joins)
    write_rows(session, Tip, rows=_tips(rng, clock, partners, staff=staff))


def _outings(rng: random.Random, clock: DemoClock, partners: Partners) -> list[dict[str, Any]]:
    theatre = partners.named(DEMO_ACCOUNTS["venue"].organisations[0])
    return [
        {
            **_times(rng, clock, days=5, begins=18 * 60),
            **_TO_THE_THEATRE,
            "venue_id": theatre.id,
            "audience": Audience.OWN_CARDS,
        },
        {
            **_times(rng, clock, days=12, begins=13 * 60),
            **_WALK,
            "venue_id": None,
            "audience": Audience.NETWORK,
        },
    ]


def _elsewhere(rng: random.Random, clock: DemoClock, partners: Partners, *, staff: Staff) -> dict[str, Any]:
    """An outing in a town where Swedish is spoken, announced in Swedish alone."""
    office = next(
        one for one in partners.of_kind(OrganisationKind.DISTRIBUTOR) if one.network in SPEAKING_BOTH
    )
    return {
        **_times(rng, clock, days=9, begins=14 * 60),
        **_TO_THE_SHORE,
        "venue_id": None,
        "audience": Audience.NETWORK,
        "distributor_id": office.id,
        "made_by": staff[office.id],
        "made_at": _announced_at(clock),
    }


def _times(rng: random.Random, clock: DemoClock, *, days: int, begins: int) -> dict[str, Any]:
    day = clock.today + timedelta(days=days)
    return {
        "id": made_id(rng, _announced_at(clock)),
        "meets_at": at(day, begins - 30),
        "starts_at": at(day, begins),
        "join_until": at(day - timedelta(days=1), 16 * 60),
    }


def _announced_at(clock: DemoClock) -> datetime:
    return at(clock.today - timedelta(days=2), 10 * 60)


def _who_come(ledger: Ledger, office: Partner, clock: DemoClock) -> list[DemoCard]:
    """Cards that work and that nobody knows by heart: those are left for visitors to try."""
    own = (one for one in ledger.cards if one.distributor.id == office.id and one.code not in CARD_CODES)
    good = [
        one
        for one in own
        if one.kind is CardKind.PERSONAL
        and one.status is CardStatus.ACTIVE
        and one.valid_until > clock.today + timedelta(days=30)
    ]
    return good[:WHO_COME]


def _tips(rng: random.Random, clock: DemoClock, partners: Partners, *, staff: Staff) -> list[dict[str, Any]]:
    coordinator = partners.named(DEMO_ACCOUNTS["coordinator"].organisations[0])
    national = partners.of_kind(OrganisationKind.NATIONAL_OFFICE)[0]
    theatre = partners.named(DEMO_ACCOUNTS["venue"].organisations[0])
    shown = {
        "shown_from": clock.today - timedelta(days=2),
        "shown_until": clock.today + timedelta(days=30),
        "made_at": _announced_at(clock),
    }
    return [
        {
            **_NEARBY_TIP,
            **shown,
            "id": made_id(rng, _announced_at(clock)),
            "network_id": coordinator.organisation.network_id,
            "venue_id": theatre.id,
            "made_by": staff[coordinator.id],
        },
        {
            **_NATIONAL_TIP,
            **shown,
            "id": made_id(rng, _announced_at(clock)),
            "network_id": None,
            "venue_id": None,
            "made_by": staff[national.id],
        },
    ]
