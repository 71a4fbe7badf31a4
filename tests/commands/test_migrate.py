"""`kaikukortti migrate`: one at a time; what stands in its way is one sentence, without a trace."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from tests.support import patience
from tests.support.command_line import run, said, url_of
from webapp.commands.migrate import bring_up_to_date
from webapp.core.cards.models import Category
from webapp.core.database import create_register_engine, session_factory
from webapp.core.languages import LocalisedText
from webapp.core.partners.models import DistributorKind
from webapp.plumbing.migrations import is_up_to_date, one_at_a_time

_COMMANDS = ("migrate", "serve", "housekeeping")


@pytest.mark.parametrize(
    "arguments",
    [
        *([one] for one in _COMMANDS),
        ["verify-log"],
        ["create-admin", "--email", "a@b.example", "--name", "A", "--password", "kolme hevosta laukkaa"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_register_that_cannot_be_reached_is_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path / 'no' / 'folder'}", f"postgresql+psycopg://a@/b?host={tmp_path}"):
        assert "cannot be reached" in said(run(url, *arguments))


@pytest.mark.parametrize("command", _COMMANDS)
def test_a_register_newer_than_the_program_is_one_sentence(command: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of tomorrow'")
    assert "newer than this program" in said(run(url_of(engine), command))


@pytest.mark.parametrize("command", _COMMANDS)
def test_a_half_migrated_register_is_one_sentence(command: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    assert "half migrated" in said(run(url_of(engine), command))


def test_only_what_a_register_has_had_is_taken_back(engine: Engine) -> None:
    assert "has had no version" in said(run(url_of(engine), "migrate", "--back-to", "of tomorrow"))
    assert is_up_to_date(engine)


def test_who_comes_meanwhile_waits_and_then_finds_it_done(engine: Engine) -> None:
    other = create_register_engine(url_of(engine))
    waits, entered = threading.Event(), threading.Event()

    def follow() -> None:
        with one_at_a_time(other, on_waiting=waits.set):
            entered.set()

    following = threading.Thread(target=follow)
    with one_at_a_time(engine):
        following.start()
        assert waits.wait(patience.SECONDS)
        assert not entered.is_set()
    following.join()
    assert entered.is_set()
    other.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_at_once_make_a_new_register_once(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'register.sqlite3'}"
    else:
        cluster = request.getfixturevalue("cluster")
        url = cluster.create_database("at_once")
        request.addfinalizer(lambda: cluster.drop_database("at_once"))
    engines = [create_register_engine(url) for _ in range(2)]
    with ThreadPoolExecutor() as both:
        for done in [both.submit(bring_up_to_date, engine) for engine in engines]:
            done.result()
    assert is_up_to_date(engines[0])
    for engine in engines:
        engine.dispose()


def test_what_the_office_has_renamed_keeps_its_name_however_often_it_is_migrated(engine: Engine) -> None:
    name, url = LocalisedText(fi="toinen nimi", sv="annat namn", en="another name"), url_of(engine)
    with session_factory(engine).begin() as session:
        category = session.scalars(select(Category).limit(1)).one()
        category.name, category.position, category.is_offered = name, 7, False
        kind = session.scalars(select(DistributorKind).limit(1)).one()
        kind.name, kind.position, kind.is_offered = name, 7, False
        numbers = (category.id, kind.id)
    for _ in range(2):
        assert run(url, "migrate").exit_code == 0
    with session_factory(engine)() as session:
        category = session.get_one(Category, numbers[0])
        assert (category.name, category.position, category.is_offered) == (name, 7, False)
        kind = session.get_one(DistributorKind, numbers[1])
        assert (kind.name, kind.position, kind.is_offered) == (name, 7, False)
