"""Reference data: complete, repeatable, and respectful of what was edited later."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.cards.models import Category, CategoryKind
from webapp.core.cards.reference import load_categories
from webapp.core.database import text_in
from webapp.core.languages import LocalisedText
from webapp.core.networks.models import County, Municipality, PostalCode
from webapp.core.networks.reference import (
    PostalCodesMissingError,
    load_areas,
    load_postal_codes,
    postal_codes_abroad,
    settle_postal_codes,
)


def test_every_municipality_of_finland_and_haaparanta_are_known(session: Session) -> None:
    codes = set(session.scalars(select(Municipality.code)))
    assert len(codes) == 310
    assert len([code for code in codes if len(code) == 3 and code.isdigit()]) == 309
    assert session.get_one(Municipality, "SE2583").name["sv"] == "Haparanda (Sverige)"


def test_every_finnish_municipality_lies_in_a_county(session: Session) -> None:
    assert session.scalar(select(func.count()).select_from(County)) == 23
    without = session.scalars(
        select(text_in(Municipality.name, "fi")).where(Municipality.county_code.is_(None))
    ).all()
    assert without == ["Haaparanta (Ruotsi)"]


def test_populations_add_up_to_the_counties(session: Session) -> None:
    statement = select(Municipality.county_code, func.sum(Municipality.population)).group_by(
        Municipality.county_code
    )
    summed = dict(session.execute(statement).all())
    for county in session.scalars(select(County)):
        assert summed[county.code] == county.population, county.name["fi"]


def test_loading_again_changes_nothing(session: Session) -> None:
    load_areas(session)
    load_categories(session)
    assert session.scalar(select(func.count()).select_from(Municipality)) == 310


def test_a_population_of_a_later_year_is_kept_and_an_old_name_is_not(session: Session) -> None:
    kajaani = session.get_one(Municipality, "205")
    kajaani.population, kajaani.population_year = 36_297, 2023
    kajaani.name = LocalisedText(fi="Kajaani", sv="Kajanaborg")
    session.flush()
    load_areas(session)
    assert (kajaani.population, kajaani.population_year, kajaani.name["sv"]) == (36_297, 2023, "Kajana")


def test_a_wrong_population_of_the_same_year_is_put_right(session: Session) -> None:
    kajaani = session.get_one(Municipality, "205")
    kajaani.population = 1
    load_areas(session)
    assert kajaani.population == 36_567


def test_postal_codes_come_from_the_built_list(session: Session, tmp_path: Path) -> None:
    built = tmp_path / "postal_codes.json"
    built.write_text(json.dumps([["87200", "KAJAANI", "KAJANA", "205"], ["99999", "JOULUPUKKI", "", "999"]]))
    loaded = load_postal_codes(session, built)
    assert loaded.skipped == ("99999",)
    assert session.get_one(PostalCode, "87200").name["sv"] == "Kajana"
    assert session.get_one(PostalCode, "95331").municipality_code == "SE2583"


def test_a_missing_list_of_postal_codes_says_what_to_do(session: Session, tmp_path: Path) -> None:
    with pytest.raises(PostalCodesMissingError, match="make build"):
        load_postal_codes(session, tmp_path / "postal_codes.json")


def test_a_postal_code_that_moves_to_another_municipality_follows(session: Session) -> None:
    for municipality_code in ("205", "765"):
        settle_postal_codes(session, [("88900", "KUHMO-SOTKAMO", "", municipality_code)])
    area = session.get_one(PostalCode, "88900")
    assert (area.municipality_code, area.name["fi"]) == ("765", "Kuhmo-Sotkamo")


def test_haaparanta_has_postal_codes_of_five_digits() -> None:
    assert all(len(code) == 5 and code.isdigit() for code, *_ in postal_codes_abroad())


def test_every_category_has_a_name_in_every_language_and_its_own_place(session: Session) -> None:
    for kind in CategoryKind:
        categories = session.scalars(select(Category).where(Category.kind == kind)).all()
        assert len(categories) >= 3
        assert all(one.name["fi"] and one.name["sv"] and one.name["en"] for one in categories)
        assert len({one.position for one in categories}) == len(categories)


def test_a_category_that_is_no_longer_offered_stays_so(session: Session) -> None:
    category = session.scalars(select(Category)).first()
    assert category is not None
    category.is_offered = False
    session.flush()
    load_categories(session)
    assert category.is_offered is False
