"""A year's shares to take along: CSV and Excel, and a letter for each payer."""

from datetime import datetime

from flask import Response
from flask_babel import gettext

from webapp.core.costs.years import CostTable, NamedShare
from webapp.plumbing.documents.document import Document, Facts, Paragraph
from webapp.plumbing.documents.tables import Cents, Table, table_file
from webapp.plumbing.words.features.costs import PAYER_KINDS
from webapp.plumbing.words.formats import local_name, show_day, show_euros, show_number
from webapp.plumbing.words.language import current_language


def shares_file(table: CostTable, kind: str) -> Response:
    """The shares for another program; `kind` is one of the tables' KINDS."""
    head = [
        gettext("Payer"), gettext("Number of the area"), gettext("Name"), gettext("Persons"), gettext("Euros")
    ]  # fmt: skip
    rows = [
        (str(PAYER_KINDS[one.kind]), one.code, local_name(one), one.persons, Cents(one.cents))
        for one in table.shares
    ]
    return table_file(Table(head, rows), f"kaikukortti-{table.year.year}", kind)


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
