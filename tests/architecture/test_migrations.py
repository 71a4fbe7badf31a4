"""The migrations make exactly the tables that the models speak of, on both databases; each has its test."""

from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine

from tests.migrations import test_every_migration
from webapp.core.database import create_register_engine
from webapp.plumbing.migrations import (
    BrokenReferencesError,
    differences,
    is_up_to_date,
    migrate,
    migrating,
    versions,
)

TESTS = Path(test_every_migration.__file__).parent


def test_models_match_migrations(engine: Engine) -> None:
    assert differences(engine) == []
    assert is_up_to_date(engine)


@pytest.mark.parametrize(
    ("table", "name", "condition"),
    [
        ("outings", "ck_outings_audience", "audience IN ('own_cards')"),
        ("arrivals", "ck_arrivals_sequence", "sequence >= 0"),
    ],
)
def test_a_check_that_the_tables_have_in_other_words_is_a_difference(
    engine: Engine, table: str, name: str, condition: str
) -> None:
    with migrating(engine) as config:
        operations = Operations(MigrationContext.configure(config.attributes["connection"]))
        with operations.batch_alter_table(table) as batch:
            batch.drop_constraint(batch.f(name), type_="check")
            batch.create_check_constraint(batch.f(name), condition)
    found: list[Any] = differences(engine)
    assert [(kind, check.name) for kind, check in found] == [
        ("remove_constraint", name),
        ("add_constraint", name),
    ]


def test_a_new_register_is_behind() -> None:
    assert not is_up_to_date(create_register_engine("sqlite://"))


def test_each_migration_from_now_on_has_a_test_with_rows() -> None:
    tested = {file.stem.removeprefix("test_") for file in TESTS.glob("test_2*.py")}
    new = [one for one in versions() if one.revision in test_every_migration.NEW]
    assert {Path(one.path).stem for one in new} == tested


def test_references_that_a_migration_breaks_are_found_before_the_commit(tmp_path: Path) -> None:
    engine = create_register_engine(f"sqlite:///{tmp_path / 'register.sqlite3'}")
    migrate(engine)
    statement = "INSERT INTO asked_visits (visit_id) VALUES ('00000000000000000000000000000001')"
    with pytest.raises(BrokenReferencesError), migrating(engine) as config:
        config.attributes["connection"].exec_driver_sql(statement)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM asked_visits").scalar_one() == 0
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
