"""The migrations make exactly the tables that the models speak of, on both databases."""

from sqlalchemy import Engine

from webapp.core.database import create_register_engine
from webapp.plumbing.migrations import differences, is_up_to_date


def test_models_match_migrations(engine: Engine) -> None:
    assert differences(engine) == []
    assert is_up_to_date(engine)


def test_a_new_register_is_behind() -> None:
    assert not is_up_to_date(create_register_engine("sqlite://"))
