"""The national office makes codes, takes in old series, hands over and downloads them."""

import io
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from flask import Flask

from tests.factories import World
from tests.support.english import english_visitor
from tests.support.sheets import ods, ods_cell, ods_row, xlsx
from tests.support.visitor import Visitor
from webapp.core.cards.codes import CardCode, has_right_check_digit

NEW_BATCH = "/keskus/tunnukset/uusi"
IMPORT = "/keskus/tunnukset/tuonti"


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def office(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the national office, signed in."""
    person = visitor()
    person.sign_in(app_world.office)
    return person


def codes_of(office: Visitor, path: str) -> list[str]:
    """The codes in a batch's download, heading off."""
    office.open(path)
    heading, *codes = office.submit(action="tunnukset.csv").body.split()
    assert heading == "code"
    return codes


def order(office: Visitor, world: World, **facts: str) -> None:
    """Fill in and send the form for new codes."""
    office.open(NEW_BATCH)
    office.submit({"network": str(world.kainuu), "letter": "M", "size": "50", **facts})


def test_new_codes_are_as_many_as_ordered_with_check_digits_and_not_in_sequence(
    office: Visitor, app_world: World
) -> None:
    order(office, app_world)
    assert office.page is not None
    codes = codes_of(office, office.page.path)
    assert len(set(codes)) == 50
    assert all(code[0] == "M" and has_right_check_digit(CardCode(code)) for code in codes)
    numbers = sorted(int(code[1:9]) for code in codes)
    gaps = [later - earlier for earlier, later in pairwise(numbers)]
    assert len(set(gaps)) > 40  # of 10⁸ numbers: a sequence would have one gap, or few


def test_the_batchs_page_tells_its_size_and_network_and_what_is_in_use(
    office: Visitor, app_world: World
) -> None:
    order(office, app_world)
    assert office.page is not None
    assert "Kainuu" in office.page.text
    assert "0 of 50" in office.page.text
    assert "Not yet" in office.page.text


def test_the_download_is_a_csv_file_and_is_written_to_the_log(office: Visitor, app_world: World) -> None:
    order(office, app_world)
    page = office.submit(action="tunnukset.csv")
    assert page.response.mimetype == "text/csv"
    assert "attachment" in page.response.headers["Content-Disposition"]
    assert re.search(r"downloaded the codes of batch \d+\.", office.open("/keskus/loki").text)


def test_marking_a_batch_handed_over_twice_does_no_harm(office: Visitor, app_world: World) -> None:
    order(office, app_world)
    assert office.page is not None
    first = office.page
    once = office.submit(action="toimitettu")
    assert "Not yet" not in once.text
    office.page = first
    twice = office.submit(action="toimitettu")
    assert twice.status == 200
    number = first.path.rpartition("/")[2]
    assert office.open("/keskus/loki").text.count(f"marked batch {number} as handed over.") == 1


@pytest.mark.parametrize("size", ["", "0", "many", "50001", "999999999999", "-3", "1.5"])
def test_an_impossible_size_is_explained_beside_its_field_and_kept(
    office: Visitor, app_world: World, size: str
) -> None:
    order(office, app_world, size=size)
    assert office.page is not None
    assert office.page.status == 422
    assert office.page.error_of("size")
    assert office.page.value_of("size") == size
    assert office.page.value_of("letter") == "M"
    assert office.page.value_of("network") == str(app_world.kainuu)


def test_an_old_series_letter_is_not_offered_and_not_taken(office: Visitor, app_world: World) -> None:
    assert 'value="A"' not in office.open(NEW_BATCH).body
    office.submit({"network": str(app_world.kainuu), "letter": "A", "size": "5"})
    assert office.page is not None
    assert office.page.status == 422
    assert office.page.error_of("letter")


@pytest.mark.parametrize("network", ["", "999", "Kainuu"])
def test_a_network_has_to_be_one_of_the_list(office: Visitor, app_world: World, network: str) -> None:
    order(office, app_world, network=network)
    assert office.page is not None
    assert office.page.status == 422
    assert office.page.error_of("network")


def take_in(office: Visitor, world: World, codes: str) -> None:
    """Paste an old series."""
    office.open(IMPORT)
    office.submit({"network": str(world.kainuu), "codes": codes})


def test_an_old_series_may_have_a_heading_empty_lines_other_columns_and_repetitions(
    office: Visitor, app_world: World
) -> None:
    lines = ["tunnus;erä", "B111111111;1", "", "b 222 222 222;1", "B111111111;2", "   ", '"B333333333";3']
    take_in(office, app_world, "\r\n".join(lines))
    assert office.page is not None
    assert codes_of(office, office.page.path) == ["B111111111", "B222222222", "B333333333"]


def test_wrong_lines_are_told_by_number_and_nothing_is_saved(office: Visitor, app_world: World) -> None:
    pasted = "B111111111\nB22222222\nB333333333\nhello"
    take_in(office, app_world, pasted)
    assert office.page is not None
    assert office.page.status == 422
    assert "2, 4" in office.page.error_of("codes")
    assert office.page.value_of("codes").split() == pasted.split()
    take_in(office, app_world, "B111111111")
    assert office.page.path.endswith("/tunnukset/5")


def test_codes_that_are_already_known_are_refused(office: Visitor, app_world: World) -> None:
    take_in(office, app_world, "A999123453\nA555555555")
    assert office.page is not None
    assert office.page.status == 422
    assert "A999123453" in office.page.error_of("codes")


def test_a_letter_of_new_codes_cannot_become_an_old_series(office: Visitor, app_world: World) -> None:
    take_in(office, app_world, "K111111111")
    assert office.page is not None
    assert office.page.status == 422
    assert "K" in office.page.error_of("codes")


def test_nothing_pasted_and_no_file_asks_for_codes(office: Visitor, app_world: World) -> None:
    take_in(office, app_world, "\n \n")
    assert office.page is not None
    assert office.page.status == 422
    assert office.page.error_of("codes")


def send_file(office: Visitor, world: World, content: bytes, pasted: str = "") -> tuple[int, str]:
    """Send a file as a browser does; its status and body."""
    office.open(IMPORT)
    assert office.page is not None
    fields = {
        "csrf_token": office.page.value_of("csrf_token"),
        "network": str(world.kainuu),
        "codes": pasted,
        "file": (io.BytesIO(content), "series.csv"),
    }
    answer = office.client.post(
        IMPORT, data=fields, content_type="multipart/form-data", follow_redirects=True
    )
    return answer.status_code, answer.text


def test_a_file_with_a_byte_order_mark_is_taken_in(office: Visitor, app_world: World) -> None:
    status, body = send_file(office, app_world, "\ufefftunnus\r\nB123123123\r\n".encode())
    assert status == 200
    assert "0 of 1" in body


def test_a_wrong_line_of_a_file_is_told_beside_the_file(office: Visitor, app_world: World) -> None:
    status, body = send_file(office, app_world, b"B123123123\r\n\x00\xff\r\n")
    assert status == 422
    assert 'id="file-error"' in body
    assert 'id="codes-error"' not in body


def test_box_and_file_at_once_are_refused(office: Visitor, app_world: World) -> None:
    status, body = send_file(office, app_world, b"B123123123", pasted="B222222222")
    assert status == 422
    assert 'id="file-error"' in body


def test_a_batch_that_does_not_exist_is_not_found(office: Visitor) -> None:
    assert office.open("/keskus/tunnukset/9999").status == 404


@pytest.mark.parametrize(
    "path", [NEW_BATCH, IMPORT, "/keskus/tunnukset", "/keskus/tunnukset/1", "/keskus/loki"]
)
def test_codes_and_the_log_are_the_national_offices_alone(
    visitor: Callable[[], Visitor], app_world: World, path: str
) -> None:
    for actor in (app_world.coordinator, app_world.distributor, app_world.venue):
        person = visitor()
        person.sign_in(actor)
        assert person.open(path).status == 403


@pytest.mark.parametrize(
    "content",
    [
        "Tunnus\tErä\r\nB123123123\t1\r\nB456456456\t2\r\n".encode("utf-16"),
        xlsx([["Tunnus", "Erä"], ["B123123123", 1], ["b 456 456 456", 2]]),
        ods(ods_row(ods_cell("Tunnus")), ods_row(ods_cell("B123123123")), ods_row(ods_cell("B456456456"))),
    ],
    ids=["utf-16", "xlsx", "ods"],
)
def test_a_series_comes_from_any_kind_of_table(office: Visitor, app_world: World, content: bytes) -> None:
    status, body = send_file(office, app_world, content)
    assert status == 200
    assert "0 of 2" in body


def test_a_row_without_a_code_in_its_first_column_is_named(office: Visitor, app_world: World) -> None:
    status, body = send_file(office, app_world, xlsx([["B123123123"], ["", "B456456456"], ["=NA()"]]))
    assert status == 422
    assert "Lines without a card code: 2, 3 (2 in all)" in body


def test_a_file_that_is_no_table_is_told_beside_the_file(office: Visitor, app_world: World) -> None:
    status, body = send_file(office, app_world, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert status == 422
    assert "old Excel format" in body
    assert 'id="file-error"' in body
