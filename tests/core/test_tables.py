"""The one reader of files: whatever a spreadsheet writes is read as it is seen, and nothing is dropped."""

import csv
import io
import struct
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sheets import ods, ods_cell, ods_row, packed, xlsx
from webapp.core.errors import Refusal, RefusedError
from webapp.core.tables import bounds
from webapp.core.tables.cells import Cell, CellKind, column_name
from webapp.core.tables.reading import read_table
from webapp.core.tables.reasons import TableRefusal, ValueRefusal
from webapp.core.tables.values import read_day, read_text, read_whole_number

LINES = "Nimi;Postinumero\r\nÄhtärin käsityö;63700\r\n"


def texts(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_table(content)]


def refusal(content: bytes) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read_table(content)
    assert refused.value.field == "file"
    return refused.value.reason


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-15"]
)
@pytest.mark.parametrize("separator", ";,\t")
def test_lines_are_read_in_every_encoding_and_with_every_separator(encoding: str, separator: str) -> None:
    content = LINES.replace(";", separator).encode(encoding)
    assert texts(content) == [["Nimi", "Postinumero"], ["Ähtärin käsityö", "63700"]]


@given(
    st.lists(st.lists(st.text("abcÄö ;,\t\"'€", max_size=8), min_size=2, max_size=4), min_size=1, max_size=6)
)
def test_what_a_program_writes_as_csv_is_read_again(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    trimmed = [
        row[: max((place + 1 for place, one in enumerate(row) if one.strip()), default=0)] for row in rows
    ]
    wanted = [row for row in trimmed if row]
    assert (texts(file.getvalue().encode()) if wanted else []) == wanted


def test_rows_keep_the_numbers_that_programs_show() -> None:
    rows = read_table(b'sep=;\nname;code\n\n"two\nlines";1\nlast;="00100"\n')
    assert [(row.number, row.cells[0].text) for row in rows] == [(2, "name"), (4, "two\nlines"), (6, "last")]
    assert rows[-1].cells[1].text == "00100"


def test_a_sheet_of_excel_is_read_as_it_is_seen() -> None:
    content = xlsx(
        [["Text", 1951, 0.1, date(2027, 12, 31), "=1/0", 100, 12345678, "=1+1"], [], ["<&>", "  "]],
        formats={(0, 5): "00000", (0, 6): '"K"000000000'},
    )
    first, last = read_table(content)
    assert [cell.text for cell in first.cells] == [
        "Text", "1951", "0.1", "2027-12-31", "", "00100", "K012345678", "",
    ]  # fmt: skip
    assert [cell.kind for cell in first.cells] == [
        CellKind.TEXT, CellKind.NUMBER, CellKind.NUMBER, CellKind.DAY, CellKind.FAULT, CellKind.TEXT,
        CellKind.TEXT, CellKind.FAULT,
    ]  # fmt: skip
    assert first.cells[3].day == date(2027, 12, 31)
    assert (last.number, last.cells) == (3, [Cell("<&>")])


def test_a_sheet_of_open_document_is_read_as_it_is_seen() -> None:
    content = ods(
        ods_row(
            ods_cell("Kuhmo"),
            ods_cell("1951", "float", value="1951"),
            ods_cell("00100", "float", value="100"),
            ods_cell("31.12.2027", "date", date_value="2027-12-31"),
            '<table:table-cell table:number-columns-repeated="2"/>',
            '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0">'
            "<text:p>#DIV/0!</text:p></table:table-cell>",
            '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p>'
            '</office:annotation><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p>'
            "</table:table-cell>",
        ),
        ods_row("<table:table-cell/>", repeated=1_048_000),
        ods_row(ods_cell("again"), repeated=2),
    )
    rows = read_table(content)
    assert [cell.text for cell in rows[0].cells] == [
        "Kuhmo", "1951", "00100", "2027-12-31", "", "", "#DIV/0!", "a  b\nc",
    ]  # fmt: skip
    assert rows[0].cells[6].kind is CellKind.FAULT
    assert rows[0].cells[3].day == date(2027, 12, 31)
    assert [(row.number, row.cells[0].text) for row in rows[1:]] == [
        (1_048_002, "again"),
        (1_048_003, "again"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", TableRefusal.TABLE_EMPTY),
        (b"\r\n ; \r\n", TableRefusal.TABLE_EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", TableRefusal.TABLE_OLD_OR_LOCKED),
        (b"PK\x03\x04 and then nothing", TableRefusal.TABLE_UNREADABLE),
        (packed({"readme.txt": b"x"}), TableRefusal.TABLE_UNREADABLE),
        (packed({"content.xml": b"<a><b></a>"}), TableRefusal.TABLE_UNREADABLE),
        (packed({"content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), TableRefusal.TABLE_UNREADABLE),
        (packed({"xl/workbook.xml": b"<workbook/>"}), TableRefusal.TABLE_UNREADABLE),
        (b"\xff\xfea", TableRefusal.TABLE_UNREADABLE),
        (b";".join([b"x"] * 201), TableRefusal.TABLE_TOO_WIDE),
        (ods(ods_row(*[ods_cell("x")] * 201)), TableRefusal.TABLE_TOO_WIDE),
        (xlsx([[""] * 200 + ["x"]]), TableRefusal.TABLE_TOO_WIDE),
        (ods(ods_row(ods_cell("x"), repeated=9_999_999)), TableRefusal.TABLE_TOO_MANY_ROWS),
        (b"x\n" * 100_001, TableRefusal.TABLE_TOO_MANY_ROWS),
    ],
)
def test_what_is_no_table_or_too_large_a_one_is_told(content: bytes, reason: TableRefusal) -> None:
    assert refusal(content) is reason


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = ods(ods_row(ods_cell("x" * 5_000)))
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 5_000)
    assert refusal(content) is TableRefusal.TABLE_TOO_LARGE


def test_a_part_that_says_it_is_smaller_than_it_is_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytearray(ods(ods_row(ods_cell("x" * 50_000))))
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(b"content.xml"))
    content[place + 24 : place + 28] = struct.pack("<I", 100)
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 5_000)
    assert refusal(bytes(content)) in {TableRefusal.TABLE_TOO_LARGE, TableRefusal.TABLE_UNREADABLE}


@given(st.binary(max_size=300), st.integers(0, 4_000), st.integers(0, 255))
def test_a_broken_file_is_refused_or_read_and_never_fails(noise: bytes, place: int, byte: int) -> None:
    whole = bytearray(xlsx([["a", 1, date(2027, 1, 1)], ["b", 2]]))
    whole[place % len(whole)] = byte
    for content in (noise, bytes(whole), bytes(whole[:place])):
        try:
            read_table(content)
        except RefusedError as refused:
            assert refused.field == "file"  # noqa: PT017 - read, or refused so


def test_hidden_sheets_are_passed_over() -> None:
    file = io.BytesIO(xlsx([["shown"]]))
    parts = {one.filename: zipfile.ZipFile(file).read(one) for one in zipfile.ZipFile(file).infolist()}
    book = parts["xl/workbook.xml"].decode()
    hidden = '<sheet name="Secret" sheetId="9" state="hidden" r:id="rId99"/>'
    parts["xl/workbook.xml"] = book.replace("<sheets>", f"<sheets>{hidden}").encode()
    assert texts(packed(parts)) == [["shown"]]


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_columns_are_named_as_programs_name_them(index: int, name: str) -> None:
    assert column_name(index) == name


@pytest.mark.parametrize(
    "typed",
    [
        "31.12.2027",
        " 31.12.2027 ",
        "31. 12. 2027",
        "31/12/2027",
        "2027-12-31",
        "31 Dec 2027",
        "31 december 2027",
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert read_day(typed, "day") == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31.6.2027", ValueRefusal.NO_SUCH_DAY), ("2027-02-30", ValueRefusal.NO_SUCH_DAY),
        ("31.12.27", ValueRefusal.DAY_WRONG), ("soon", ValueRefusal.DAY_WRONG), ("", ValueRefusal.DAY_WRONG),
        ("1.1.1961", ValueRefusal.DAY_FAR), ("²1.1.2027", ValueRefusal.DAY_WRONG),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_day_is_named(typed: str, reason: ValueRefusal) -> None:
    with pytest.raises(RefusedError) as refused:
        read_day(typed, "day")
    assert refused.value.reason is reason


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_from_every_way_of_writing_it(day: date) -> None:
    ways = (f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}", day.isoformat())
    assert {read_day(way, "day") for way in ways} == {day}


def test_a_number_may_have_spaces_and_a_day_is_no_number() -> None:
    assert (read_whole_number(" 1 200 ", "n"), read_whole_number("1\N{NO-BREAK SPACE}984", "n")) == (
        1200,
        1984,
    )
    for typed, reason in (("1.1.1961", ValueRefusal.NUMBER_IS_A_DAY), ("many", ValueRefusal.NUMBER_WRONG)):
        with pytest.raises(RefusedError) as refused:
            read_whole_number(typed, "n")
        assert refused.value.reason is reason


def test_a_faulty_cell_is_no_empty_one() -> None:
    fault = Cell("#N/A", CellKind.FAULT)
    assert not fault.is_empty
    with pytest.raises(RefusedError) as refused:
        read_text(fault, "day")
    assert refused.value.reason is ValueRefusal.CELL_FAULTY
