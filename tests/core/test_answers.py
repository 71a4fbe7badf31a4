"""The lists of answers are the national office's: added, named, ordered, ended; nothing is deleted."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import World
from webapp.core.answers.actions import (
    FIRST,
    LONGEST_ANSWER,
    Answer,
    AnswerList,
    NewAnswer,
    answers_of,
    end_answer,
    known_answer,
    offer_answer,
    place_of_new,
    write_answer,
)
from webapp.core.answers.reasons import AnswerRefusal
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.models import DECLINED, CategoryKind
from webapp.core.cards.queries import offered_categories
from webapp.core.cards.reference import load_categories
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.free_text.reasons import TextRefusal
from webapp.core.identifiers import new_id
from webapp.core.languages import CODES, LocalisedText
from webapp.core.partners.founding import NewPartner, add_partner, change_partner
from webapp.core.partners.models import OrganisationKind
from webapp.core.partners.queries import distributor_kinds
from webapp.core.partners.reasons import PartnerRefusal
from webapp.core.partners.reference import load_distributor_kinds

GENDERS = [DECLINED, "woman", "man", "other"]
NAME = LocalisedText(fi="muunsukupuolinen", sv="icke-binär", en="non-binary")


def refused(reason: Refusal, field: str = "") -> pytest.RaisesExc[RefusedError]:
    return pytest.RaisesExc(RefusedError, check=lambda error: (error.reason, error.field) == (reason, field))


def codes(session: Session, world: World, which: AnswerList = AnswerList.GENDER) -> list[str]:
    return [one.code for one in answers_of(session, world.office, which)]


def acts(session: Session, event: str = "answer_written") -> int:
    statement = select(func.count()).select_from(AuditRecord).where(AuditRecord.event == event)
    return session.scalar(statement) or 0


@pytest.fixture
def write(session: Session, world: World, now: datetime) -> Callable[..., Answer]:
    """Writes an answer in the name of the national office."""

    def written(
        code: str, name: LocalisedText = NAME, after: str = FIRST, *, which: AnswerList = AnswerList.GENDER
    ) -> Answer:
        return write_answer(session, world.office, which, new=NewAnswer(code, name, after), now=now)

    return written


@pytest.mark.parametrize("which", AnswerList)
def test_an_answer_is_added_where_it_is_to_stand_and_only_once(
    session: Session, world: World, now: datetime, write: Callable[..., Answer], which: AnswerList
) -> None:
    before = codes(session, world, which)
    code = new_id(now).hex
    for _ in range(2):
        write(code, after=before[0], which=which)
    assert codes(session, world, which) == [before[0], code, *before[1:]]
    assert acts(session) == 1


def test_a_new_answer_is_offered_to_who_issues_cards(
    session: Session, now: datetime, write: Callable[..., Answer]
) -> None:
    code = new_id(now).hex
    write(code, after="man")
    offered = [one.code for one in offered_categories(session, CategoryKind.GENDER)]
    assert offered == [DECLINED, "woman", "man", code, "other"]


def test_an_answer_is_renamed_in_every_language_and_stays_the_same_one(
    session: Session, world: World, write: Callable[..., Answer]
) -> None:
    woman = known_answer(session, world.office, AnswerList.GENDER, code="woman")
    changed = write("woman", LocalisedText(fi=" nais  henkilö ", sv="kvinnlig", en="female"), DECLINED)
    assert changed is woman
    assert changed.name == LocalisedText(fi="nais henkilö", sv="kvinnlig", en="female")
    assert codes(session, world) == GENDERS


@pytest.mark.parametrize(
    ("after", "order"),
    [
        (FIRST, ["other", DECLINED, "woman", "man"]),
        (DECLINED, [DECLINED, "other", "woman", "man"]),
        ("woman", [DECLINED, "woman", "other", "man"]),
        ("man", GENDERS),
    ],
)
def test_an_answer_is_moved_to_any_place(
    session: Session, world: World, write: Callable[..., Answer], after: str, order: list[str]
) -> None:
    other = known_answer(session, world.office, AnswerList.GENDER, code="other")
    write("other", other.name, after)
    assert codes(session, world) == order
    assert acts(session) == (order != GENDERS)


@pytest.mark.parametrize("which", [AnswerList.LIFE_SITUATION, AnswerList.DISTRIBUTOR_KIND])
def test_an_ended_answer_is_not_offered_and_comes_back_in_its_place(
    session: Session, world: World, now: datetime, which: AnswerList
) -> None:
    def offered() -> list[str]:
        if which is AnswerList.DISTRIBUTOR_KIND:
            return [one.code for one in distributor_kinds(session)]
        return [one.code for one in offered_categories(session, CategoryKind.LIFE_SITUATION)]

    before = offered()
    for _ in range(2):
        end_answer(session, world.office, which, code=before[3], now=now)
    assert offered() == [*before[:3], *before[4:]]
    assert codes(session, world, which) == before
    for _ in range(2):
        offer_answer(session, world.office, which, code=before[3], now=now)
    assert offered() == before
    assert (acts(session, "answer_ended"), acts(session, "answer_offered")) == (1, 1)


@pytest.mark.parametrize("which", [one for one in AnswerList if one is not AnswerList.DISTRIBUTOR_KIND])
def test_that_somebody_declines_is_always_offered(
    session: Session, world: World, now: datetime, which: AnswerList
) -> None:
    with refused(AnswerRefusal.ANSWER_MUST_STAY):
        end_answer(session, world.office, which, code=DECLINED, now=now)
    assert known_answer(session, world.office, which, code=DECLINED).is_offered


@pytest.mark.parametrize("language", CODES)
def test_a_name_is_needed_in_every_language_and_nobody_elses(
    session: Session, now: datetime, write: Callable[..., Answer], language: str
) -> None:
    woman = {"fi": "Nainen", "sv": "KVINNA", "en": "woman"}
    for text, reason in (
        (" ", AnswerRefusal.ANSWER_NAME_NEEDED),
        ("x" * (LONGEST_ANSWER + 1), AnswerRefusal.ANSWER_NAME_NEEDED),
        (woman[language], AnswerRefusal.ANSWER_NAME_TAKEN),
        ("131052-308T", TextRefusal.TEXT_IDENTITY_CODE),
    ):
        with refused(reason, f"name_{language}"):
            write(new_id(now).hex, LocalisedText({**NAME, language: text}))
    assert acts(session) == 0
    write(new_id(now).hex, LocalisedText({**NAME, language: "x" * LONGEST_ANSWER}))


def test_what_is_no_answer_is_neither_changed_nor_ended(
    session: Session, world: World, now: datetime, write: Callable[..., Answer]
) -> None:
    with pytest.raises(NotFoundError):
        write("no_such_answer")
    for act in (end_answer, offer_answer):
        for code in ("no_such_answer", "fi", new_id(now).hex):
            with pytest.raises(NotFoundError):
                act(session, world.office, AnswerList.GENDER, code=code, now=now)


@pytest.mark.parametrize("who", ["coordinator", "distributor", "venue"])
def test_nobody_but_the_national_office_keeps_the_lists(
    session: Session, world: World, now: datetime, who: str
) -> None:
    actor, which = getattr(world, who), AnswerList.GENDER
    new = NewAnswer(new_id(now).hex, NAME)
    for act in (
        lambda: answers_of(session, actor, which),
        lambda: write_answer(session, actor, which, new=new, now=now),
        lambda: end_answer(session, actor, which, code="man", now=now),
        lambda: offer_answer(session, actor, which, code="man", now=now),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_loading_the_lists_again_leaves_what_the_office_has_changed(
    session: Session, world: World, now: datetime, write: Callable[..., Answer]
) -> None:
    own = new_id(now).hex
    for which in (AnswerList.GENDER, AnswerList.DISTRIBUTOR_KIND):
        write("other", which=which)
        write(own, LocalisedText(fi="uusi", sv="ny", en="new"), which=which)
        end_answer(session, world.office, which, code="other", now=now)
    before = {which: codes(session, world, which) for which in AnswerList}
    load_categories(session)
    load_distributor_kinds(session)
    session.expire_all()
    assert {which: codes(session, world, which) for which in AnswerList} == before
    for which in (AnswerList.GENDER, AnswerList.DISTRIBUTOR_KIND):
        other = known_answer(session, world.office, which, code="other")
        assert (other.name, other.is_offered) == (NAME, False)


def test_a_distributor_keeps_its_kind_when_that_is_no_longer_offered_and_no_other_gets_it(
    session: Session, world: World, now: datetime
) -> None:
    kind = distributor_kinds(session)[0]
    new = NewPartner(OrganisationKind.DISTRIBUTOR, LocalisedText(fi="Apu"), distributor_kind_id=kind.id)
    partner = add_partner(session, world.coordinator, world.kainuu, new=new, now=now)
    end_answer(session, world.office, AnswerList.DISTRIBUTOR_KIND, code=kind.code, now=now)
    renamed = NewPartner(OrganisationKind.DISTRIBUTOR, LocalisedText(fi="Tuki"), distributor_kind_id=kind.id)
    change_partner(session, world.coordinator, partner.id, new=renamed, now=now)
    assert partner.distributor_kind is kind
    with refused(PartnerRefusal.DISTRIBUTOR_KIND_UNKNOWN):
        add_partner(session, world.coordinator, world.kainuu, new=new, now=now)


def test_a_new_answer_usually_stands_last_but_before_what_means_any_other(
    session: Session, world: World
) -> None:
    assert place_of_new(answers_of(session, world.office, AnswerList.GENDER)) == "man"
    assert place_of_new([]) == FIRST
