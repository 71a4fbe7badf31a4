"""Long words of every translation have their points, and texts carry them where only words are."""

import gettext
from pathlib import Path

import pytest

from tools.compile_catalogue import main as compile_catalogue
from tools.hyphens import (
    LISTS,
    POINT,
    SHORTEST,
    points_of,
    with_soft_hyphens,
    without_points,
    words_in_use,
)
from webapp.core.languages import TRANSLATED

POINTS = {"kortinhaltijoiden": "kor-tin-hal-ti-joi-den", "henkilötunnus": "hen-ki-lö-tun-nus"}
SHY = "\N{SOFT HYPHEN}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_list_has_every_long_word_and_no_other(language: str) -> None:
    missing = " ".join(sorted(without_points(language)))
    assert not missing, (
        f"make translate adds them to {LISTS}/{language}.txt, or a line for each by hand: {missing}"
    )
    assert points_of(language).keys() - words_in_use(language) == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_points_stand_inside_words(language: str) -> None:
    for word, listed in points_of(language).items():
        assert len(word) >= SHORTEST
        assert all(len(part) > 1 for part in listed.split(POINT)), listed
    assert any(POINT in one for one in points_of(language).values())


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Kortinhaltijoiden", "Kor-tin-hal-ti-joi-den"),
        ("HENKILÖTUNNUS ja kortti", "HEN-KI-LÖ-TUN-NUS ja kortti"),
        ("%(kortinhaltijoiden)s", "%(kortinhaltijoiden)s"),
        ('<a class="kortinhaltijoiden">', '<a class="kortinhaltijoiden">'),
        ("https://example.fi/kortinhaltijoiden", "https://example.fi/kortinhaltijoiden"),
        ("henkilötunnuksella", "henkilötunnuksella"),
    ],
)
def test_only_listed_words_break(text: str, broken: str) -> None:
    assert with_soft_hyphens(text, POINTS).replace(SHY, "-") == broken


@pytest.mark.parametrize("catalogue", ["fi", "fi_selko"])
def test_a_compiled_catalogue_carries_them_in_every_form(catalogue: str, tmp_path: Path) -> None:
    source = tmp_path / catalogue / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    one, many, other = "%(num)s kortinhaltijan", "%(num)s kortinhaltijoilta", "Kortinhaltija"
    source.write_text(
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        f'msgid "holder"\nmsgstr "{other}"\n\n'
        f'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"\n',
        encoding="utf-8",
    )
    compile_catalogue(str(source), str(tmp_path / "messages.mo"))
    with (tmp_path / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    said = (
        compiled.gettext("holder"),
        compiled.ngettext("one", "many", 1),
        compiled.ngettext("one", "many", 2),
    )
    assert all(SHY in text for text in said)
    assert [text.replace(SHY, "") for text in said] == [other, one, many]
