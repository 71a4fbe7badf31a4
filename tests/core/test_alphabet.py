"""Names stand in the order of a language, and are found by their plain letters, on each database alike."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text

from tests.support.postgres import Cluster
from webapp.core.alphabet import plain_letters, sort_key
from webapp.core.networks.reference import rows_of

ICU: Final = {"fi": "finnish_with_w_beside_v", "sv": "sv-x-icu"}
"""PostgreSQL's collations from ICU, by the language whose order they are."""

LETTERS: Final = (
    "abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789 -–'’.,:()&/!\""
    "áâčđǥǧǩŋõšŧžʒǯÁÂČĐǤǦǨŊÕŠŦŽéèëíóúýüÜçñłŁøØæÆœűő\u0301\u0308\u030c"
)  # fmt: skip
"""Those of Finland's languages, their neighbours' and what stands between the words of names."""


def in_order(texts: Sequence[str], language: str) -> list[str]:
    return sorted(texts, key=lambda one: sort_key(one, language))


@pytest.fixture(scope="session")
def postgres(cluster: Cluster) -> Iterator[Connection]:
    """A database that sorts as ICU does."""
    engine = create_engine(cluster.create_database("alphabet"))
    with engine.connect() as connection:
        made = f"CREATE COLLATION {ICU['fi']} (provider = icu, locale = 'fi-u-co-trad')"
        connection.execute(text(made))
        yield connection
    engine.dispose()


def wrong_by_icu(connection: Connection, texts: Sequence[str], language: str) -> list[tuple[str, str]]:
    """Neighbours in ICU's order whose keys stand the other way round."""
    statement = (
        f'SELECT one FROM unnest(CAST(:texts AS text[])) AS one ORDER BY one COLLATE "{ICU[language]}"'  # noqa: S608 - our own names
    )
    found = connection.scalars(text(statement), {"texts": list(texts)}).all()
    keys = [sort_key(one, language) for one in found]
    return [(found[i], found[i + 1]) for i in range(len(keys) - 1) if keys[i] > keys[i + 1]]


def test_finnish_has_its_own_letters_last_and_w_beside_v() -> None:
    names = ["Öja", "Äänekoski", "Åbo", "Zoo", "Wuori", "Vuosaari", "Vuori", "Yöpöllö", "Ylivieska", "Ypäjä"]
    wanted = ["Vuori", "Wuori", "Vuosaari", "Ylivieska", "Ypäjä", "Yöpöllö", "Zoo", "Åbo", "Äänekoski", "Öja"]
    assert in_order(names, "fi") == wanted
    assert in_order(names, "en") == wanted


def test_swedish_has_w_after_v() -> None:
    names = ["Åbo", "Äänekoski", "Nådendal", "Närpes", "Nykarleby", "Wasa", "Vörå", "Vasa", "Öja"]
    assert in_order(names, "sv") == [
        "Nykarleby", "Nådendal", "Närpes", "Vasa", "Vörå", "Wasa", "Åbo", "Äänekoski", "Öja",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize(
    "names",
    [
        ["Anár", "Čahput", "Deatnu", "Ŋuorjju", "Šaldi", "Tana", "Ŧuo", "Uccjohka", "Ž", "Ä"],
        ["resume", "Resume", "résumé", "Résumé", "resumes"],
        ["Kino 1", "Kino 2", "Kino A", "Kino-Aula", "Kinoaula"],
        ["dale", "đale", "Đale", "dalle", "đalle", "eana"],
        ["muller", "myller", "müller", "näs"],
    ],
)
def test_marks_and_capitals_matter_only_between_what_is_alike(names: list[str], language: str) -> None:
    assert in_order(names[::-1], language) == names


def test_what_is_decomposed_or_not_seen_changes_nothing() -> None:
    for name in ("Äänekoski", "Åbo", "Čahput", "Ǯiâǥǥ"):
        decomposed = unicodedata.normalize("NFD", name)
        assert (
            sort_key(decomposed, "fi")
            == sort_key(f"{name[:1]}\u00ad{name[1:]}", "fi")
            == sort_key(name, "fi")
        )


@given(st.text())
def test_any_text_has_a_key_of_ascii_and_one_letter_more_stands_after_it(one: str) -> None:
    for language in ("fi", "sv", "en"):
        key = sort_key(one, language)
        assert key.isascii()
        assert not key or key.isprintable()
        assert sort_key(one + "a", language) > key


@pytest.mark.parametrize("language", list(ICU))
def test_all_names_of_the_country_stand_as_icu_sorts_them(postgres: Connection, language: str) -> None:
    names = [
        name for row in rows_of("municipalities.csv") for name in (row["name_fi"], row["name_sv"]) if name
    ]
    assert len(names) > 600
    assert wrong_by_icu(postgres, [*names, *(name.upper() for name in names)], language) == []


@pytest.mark.parametrize("language", list(ICU))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(LETTERS, max_size=6), min_size=30, max_size=60))
def test_any_letters_stand_as_icu_sorts_them(postgres: Connection, language: str, texts: list[str]) -> None:
    assert wrong_by_icu(postgres, texts, language) == []


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Äänekoski", "aanekoski"),
        ("A\u0308a\u0308NEKOSKI", "aanekoski"),
        ("Ha\u00adpa\u00adran\u00adda", "haparanda"),
        ("Čáhcesuolu Đ Ŋ Š Ŧ Ž Á", "cahcesuolu d n s t z a"),
        ("čáhcesuolu đ ŋ š ŧ ž á", "cahcesuolu d n s t z a"),
        ("Ǩiurrâl Ǯõõu Ǥ", "kiurral zoou g"),
        ("Ærø Łódź Straße", "aero lodz strasse"),
        (
            "\N{LATIN SMALL LIGATURE FI}nska\N{NO-BREAK SPACE}\N{FULLWIDTH LATIN CAPITAL LETTER T}eater",
            "finska teater",
        ),
    ],
)
def test_plain_letters_have_neither_case_nor_marks(written: str, plain: str) -> None:
    assert plain_letters(written) == plain
    assert plain_letters(unicodedata.normalize("NFD", written)) == plain


@given(st.text())
def test_plain_letters_of_plain_letters_are_the_same(written: str) -> None:
    assert plain_letters(plain_letters(written)) == plain_letters(written)
