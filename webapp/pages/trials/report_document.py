"""The figures of a trial as a document."""

from collections.abc import Sequence

from flask_babel import gettext

from webapp.core.statistics.results import CountOfOrganisation, Figures
from webapp.core.trials.reports import HandedIn
from webapp.plumbing.documents.document import Document, Facts, Heading, Paragraph, Part, Table
from webapp.plumbing.words.features.trials import REPORT_KINDS
from webapp.plumbing.words.formats import local_name, show_day, show_number, show_percent
from webapp.plumbing.words.language import current_language


def report_document(report: HandedIn) -> Document:
    """What was handed in, with all its figures."""
    period = report.figures.period
    days = f"{show_day(period.first_day)} – {show_day(period.last_day)}"
    return Document(
        title=f"{REPORT_KINDS[report.kind]}: {local_name(report.network)}",
        language=current_language(),
        made_at=report.handed_in_at,
        sender=(local_name(report.network),),
        day=show_day(report.handed_in_at),
        foot=f"Kaikukortti, {days}",
        parts=(
            Facts(((gettext("Days"), days), *figure_rows(report.figures))),
            Heading(gettext("Uses by venue, in persons")),
            _counted((gettext("Venue"), gettext("Persons")), report.figures.by_venue),
            Heading(gettext("Cards issued by distributor")),
            _counted((gettext("Distributor"), gettext("Cards")), report.figures.by_distributor),
        ),
    )


def figure_rows(figures: Figures) -> list[tuple[str, str]]:
    """Each figure with what it counts, as the page and the document show them."""
    rate = figures.usage_rate
    frequency = figures.frequency
    return [
        (gettext("Cards issued"), show_number(figures.issued)),
        (gettext("Cards valid"), show_number(figures.valid)),
        (gettext("Cards used"), show_number(figures.used)),
        (gettext("Usage rate: used of valid"), "–" if rate is None else show_percent(rate)),
        (gettext("Uses by adults"), show_number(figures.personal_uses.adults)),
        (gettext("Uses by children"), show_number(figures.personal_uses.children)),
        (gettext("With community cards: adults"), show_number(figures.community_uses.adults)),
        (gettext("With community cards: children"), show_number(figures.community_uses.children)),
        (gettext("Cards used once"), show_number(frequency.once)),
        (gettext("Cards used twice"), show_number(frequency.twice)),
        (gettext("Cards used three to five times"), show_number(frequency.three_to_five)),
        (gettext("Cards used more than five times"), show_number(frequency.more_than_five)),
    ]


def _counted(head: tuple[str, str], counted: Sequence[CountOfOrganisation]) -> Part:
    rows = tuple((local_name(one), show_number(one.count)) for one in counted)
    return Table(head, rows, figures=frozenset({1})) if rows else Paragraph("–")
