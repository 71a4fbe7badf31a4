"""Long words in names break where the lists know them or their ends, and nowhere else."""

import pytest

from webapp.plumbing.words.hyphens import _points, with_soft_hyphens

SHY = "\N{SOFT HYPHEN}"


@pytest.mark.parametrize(
    ("language", "name", "broken"),
    [
        ("fi", "Kajaanin kaupunginteatteri", "Kajaanin kau|pun|gin|teat|te|ri"),
        ("fi", "HYVINVOINTIALUE, sosiaalitoimistot", "HY|VIN|VOIN|TI|ALUE, so|siaa|li|toi|mis|tot"),
        ("fi", "Rautatiemuseo", "Rautatie|mu|seo"),
        ("fi", "Pohjois-Savon lastenteatterikeskus", "Pohjois-Savon lasten|teat|te|ri|kes|kus"),
        ("fi", "Veisuuystävien Nykäläisentie", "Veisuuystävien Nykäläisentie"),
        ("fi", "Museo Oy", "Museo Oy"),
        ("sv", "Vasa stadsbibliotek", "Vasa stads|bibliotek"),
        ("sv", "Järnvägsmuseum", "Järnvägs|museum"),
        ("en", "Kaupunginteatteri", "Kaupunginteatteri"),
    ],
)
def test_a_name_breaks_at_what_is_known(language: str, name: str, broken: str) -> None:
    given = with_soft_hyphens(name, language)
    assert given.replace(SHY, "|") == broken


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_points_of_names_stand_inside_words(language: str) -> None:
    points = _points(language)
    assert len(points) > 90
    assert all(len(part) > 1 for listed in points.values() for part in listed.split("-"))
