"""Files with tables as programs write them: Excel's by XlsxWriter, OpenDocument's by hand."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter


def xlsx(
    rows: Sequence[Sequence[Any]],
    *,
    formats: Mapping[tuple[int, int], str] | None = None,
    texts: bool = False,
) -> bytes:
    """A workbook. A text is a text, a number a number, a day a day; "=…" a formula unless `texts`."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    of_days = book.add_format({"num_format": "d.m.yyyy"})
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            code = (formats or {}).get((row, column))
            chosen = book.add_format({"num_format": code}) if code else None
            match value:
                case date():
                    sheet.write_datetime(row, column, value, chosen or of_days)
                case str() if value.startswith("=") and not texts:
                    sheet.write_formula(row, column, value, chosen, "")
                case str():
                    sheet.write_string(row, column, value, chosen)
                case int() | float():
                    sheet.write_number(row, column, value, chosen)
    book.close()
    return file.getvalue()


def ods(*rows: str) -> bytes:
    """A document of rows that are written as OpenDocument's own elements."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="A">{"".join(rows)}</table:table><table:table table:name="B">'
        f"{ods_row(ods_cell('other sheet'))}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    """A row of cells."""
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_cell(shown: str, kind: str = "string", **attributes: str) -> str:
    """A cell that shows something; `attributes` are OpenDocument's, with _ for - (`value`, `date_value`)."""
    named = "".join(
        f" office:{name.replace('_', '-')}={quoteattr(value)}" for name, value in attributes.items()
    )
    text = f"<text:p>{escape(shown)}</text:p>"
    return f'<table:table-cell office:value-type="{kind}"{named}>{text}</table:table-cell>'


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A packed file of named parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
