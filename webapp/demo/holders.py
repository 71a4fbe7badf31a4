"""Backgrounds of made-up cardholders: plausible ages, places and answers, some of them declined."""

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.cards.models import DECLINED, Category, CategoryKind
from webapp.demo.areas import Country

DECLINES = {CategoryKind.MOTHER_TONGUE: 0.06, CategoryKind.GENDER: 0.05, CategoryKind.LIFE_SITUATION: 0.12}

_ONLY_FINNISH = {
    "fi": 84,
    "sv": 1,
    "ru": 3,
    "uk": 2,
    "et": 1,
    "ar": 2.5,
    "so": 1,
    "ku": 1,
    "fa": 1.5,
    "en": 1,
    "other": 2,
}
_SWEDISH = {"fi": 20, "sv": 68, "uk": 3, "ar": 2, "ru": 1, "vi": 1, "so": 1, "en": 1, "fa": 1, "other": 2}
_BILINGUAL = {"fi": 62, "sv": 22, "ru": 3, "uk": 3, "ar": 3, "so": 2, "ku": 1.5, "fa": 1.5, "et": 1, "en": 1}
_SWEDISH_TOWNS = frozenset({"280", "545", "499", "946", "288", "440", "599", "893", "475", "SE2583"})
_BILINGUAL_TOWNS = frozenset({"905", "598", "049", "235", "272"})
_GENDERS = {"woman": 60, "man": 38, "other": 2}
_YOUNG = {"studying": 35, "unemployed": 34, "rehabilitation": 14, "employed": 8, "other": 5, "asylum": 4}
_GROWN = {
    "unemployed": 36, "pension_disability": 15, "rehabilitation": 13, "employed": 9, "studying": 7,
    "family_leave": 7, "sick_leave": 5, "caring": 3, "asylum": 2, "entrepreneur": 1, "other": 2,
}  # fmt: skip
_OLD = {"pension_old_age": 93, "caring": 4, "employed": 2, "other": 1}
_ADULT, _PARENT_FROM, _PARENT_UNTIL, _PENSION, _OLDEST = 25, 22, 58, 65, 92


@dataclass(slots=True)
class Holders:
    """Makes up holders. Categories are given by (kind, code)."""

    rng: random.Random
    country: Country
    categories: Mapping[tuple[str, str], int]

    def children(self) -> int:
        """How many own children or grandchildren a holder has."""
        if self.rng.random() > 0.36:  # noqa: PLR2004 - share of holders with children
            return 0
        return self.rng.choices((1, 2, 3, 4, 5), (42, 34, 15, 6, 3))[0]

    def background(self, home: str, *, issued_in: int, has_children: bool) -> dict[str, Any]:
        """One row of the table of backgrounds."""
        age = self._age(has_children=has_children)
        return {
            "id": uuid.UUID(int=self.rng.getrandbits(128), version=4),
            "birth_year": issued_in - age,
            "postal_code": self.rng.choice(self.country.postal_codes[home]),
            "mother_tongue_id": self._answer(CategoryKind.MOTHER_TONGUE, _tongues(home)),
            "gender_id": self._answer(CategoryKind.GENDER, _GENDERS),
            "life_situation_id": self._answer(CategoryKind.LIFE_SITUATION, _situations(age)),
        }

    def _age(self, *, has_children: bool) -> int:
        if has_children:
            return self.rng.randint(_PARENT_FROM, _PARENT_UNTIL)
        return min(_OLDEST, 17 + int(abs(self.rng.gauss(0, 1)) * 26))

    def _answer(self, kind: CategoryKind, weights: Mapping[str, float]) -> int:
        if self.rng.random() < DECLINES[kind]:
            return self.categories[kind, DECLINED]
        return self.categories[kind, self.rng.choices(tuple(weights), tuple(weights.values()))[0]]


def _tongues(home: str) -> Mapping[str, float]:
    if home in _SWEDISH_TOWNS:
        return _SWEDISH
    return _BILINGUAL if home in _BILINGUAL_TOWNS else _ONLY_FINNISH


def _situations(age: int) -> Mapping[str, float]:
    if age >= _PENSION:
        return _OLD
    return _YOUNG if age < _ADULT else _GROWN


def holders_of(session: Session, country: Country, *, rng: random.Random) -> Holders:
    """Holders who answer with the register's categories."""
    statement = select(Category.kind, Category.code, Category.id)
    categories = {(kind, code): one for kind, code, one in session.execute(statement)}
    return Holders(rng, country, categories)
