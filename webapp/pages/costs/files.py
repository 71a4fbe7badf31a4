"""A year's shares to take along: CSV and Excel, and a letter for each payer."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Final

import xlsxwriter
from flask import Response
from flask_babel import gettext

from webapp.core.costs.years import CostTable, NamedShare
from webapp.plumbing.documents.document import Document, Facts, Paragraph
from webapp.plumbing.words.features.costs import PAYER_KINDS
from webapp.plumbing.words.formats import euros_to_type, local_name, show_day, show_euros, show_number
from webapp.plumbing.words.language import current_language

_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def shares_csv(table: CostTable) -> Response:
    """With a byte order mark and semicolons, as programs in Finland and Sweden open it."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(_head())
    for one in table.shares:
        writer.writerow(
            [PAYER_KINDS[one.kind], one.code, local_name(one), one.persons, euros_to_type(one.cents)]
        )
    return _download(file.getvalue().encode("utf-8-sig"), table, kind="csv")


def shares_xlsx(table: CostTable) -> Response:
    """The same for Excel: codes are texts, so that they keep their zeros."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    euros, head = book.add_format({"num_format": "0.00"}), book.add_format({"bold": True})
    for column, title in enumerate(_head()):
        sheet.write_string(0, column, title, head)
    for number, one in enumerate(table.shares, start=1):
        for column, text in enumerate((str(PAYER_KINDS[one.kind]), one.code, local_name(one))):
            sheet.write_string(number, column, text)
        sheet.write_number(number, 3, one.persons)
        sheet.write_number(number, 4, one.cents / 100, euros)
    book.close()
    return _download(file.getvalue(), table, kind="xlsx")


def letter_of(table: CostTable, share: NamedShare, settled_at: datetime) -> Document:
    """What one payer pays, and how it comes to be so much."""
    year = table.year
    rest = 100 - year.municipal_percent
    return Document(
        title=gettext("Share of the costs of Kaikukortti in %(year)s", year=year.year),
        language=current_language(),
        made_at=settled_at,
        sender=(gettext("The national office"),),
        recipient=(local_name(share),),
        day=show_day(settled_at),
        foot="Kaikukortti",
        parts=(
            Paragraph(
                gettext(
                    "The costs of the register are shared by population. The municipalities that take part "
                    "pay %(municipal)s per cent of them and the counties %(county)s per cent.",
                    municipal=year.municipal_percent,
                    county=rest,
                )
            ),
            Facts((
                (gettext("Costs of the year"), show_euros(year.sum_cents)),
                (gettext("Persons who live where the card works"), show_number(share.persons)),
                (gettext("Share"), show_euros(share.cents)),
            )),
        ),
    )  # fmt: skip


def _head() -> Sequence[str]:
    return [
        gettext("Payer"), gettext("Number of the area"), gettext("Name"), gettext("Persons"), gettext("Euros")
    ]  # fmt: skip


def _download(content: bytes, table: CostTable, *, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="kaikukortti-{table.year.year}.{kind}"'}
    return Response(content, content_type=_TYPES[kind], headers=headers)
