"""All tables, reasons and events of core: found in its folders, so that no list has to name them."""

import pkgutil
from importlib import import_module

from sqlalchemy import MetaData

from webapp import core
from webapp.core.audit.events import Event
from webapp.core.database import Base
from webapp.core.errors import Refusal


def metadata() -> MetaData:
    """Every table, for migrations and tests."""
    _load()
    return Base.metadata


def all_events() -> tuple[type[Event], ...]:
    """Every event of the log."""
    _load()
    # By name: a dataclass with slots is a copy of its class; the first one lives on until it is collected.
    return tuple({event.__name__: event for event in Event.__subclasses__()}.values())


def all_reasons() -> tuple[Refusal, ...]:
    """Every reason for which core refuses something."""
    _load()
    return tuple(reason for reasons in Refusal.__subclasses__() for reason in reasons)


def _load() -> None:
    for found in pkgutil.walk_packages(core.__path__, f"{core.__name__}."):
        import_module(found.name)
