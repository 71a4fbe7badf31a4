"""Every page of every role: accessible, valid, narrow enough, quiet, in one language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.journeys.conftest import Meet
from tests.journeys.people.holder import Holder
from tests.journeys.tour.guide import TOURS, lead
from tests.journeys.tour.inspector import Inspector
from tests.journeys.tour.stops_in_plain_finnish import plain_finnish_stops
from tests.support.axe import Examiner
from tests.support.devices import DESK, NARROW, PHONE
from tests.support.html_check import invalid_html
from tests.support.server import RunningServer, running_server
from webapp.plumbing.words.language import PLAIN_FINNISH

pytestmark = pytest.mark.journey

NOT_PAGES = {
    "public.healthz",  # answers JSON to whoever watches the service
    "app.service_worker", "app.counter_app", "app.holder_app", "omakaiku.state",  # for browsers, not for eyes
    "partner_import.template", "partner_import.download", "costs.file", "costs.letter",
    "commitment.receipt", "trial_reports.report_pdf",
    "access.file", "commitments.file", "networks.file", "pop_ups.file", "exceptions.file",
    "approvals.file", "card_list.file", "administration.batches_file", "trials.file", "meetings.network_file",
    "meetings.country_file", "material_handouts.download",  # files
    # What their forms answer; by GET they lead back to the page of the form.
    "second_factor.passkey", "proof.prove_by_key", "factors.add_key",
}  # fmt: skip
QUESTIONS = {
    "distribution_wishes.corrected", "holder_outings.leave", "holder_passkeys.end", "holder_phones.end",
    "own_sessions.end_one", "own_sessions.end_others",
}  # fmt: skip
"""As the others look, of what nobody has on the tour; tests/pages/test_endings.py opens them."""


@pytest.fixture
def server(demo: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """On a country where nobody has done anything yet today."""
    with running_server(demo, tmp_path / "served") as running:
        yield running


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_page_is_as_a_page_should_be(
    meet: Meet, spoken_app: Flask, tmp_path: Path, language: str
) -> None:
    # English has the shortest words and the same markup: every_page.py opens its pages without a browser.
    folder = tmp_path / "pages"
    folder.mkdir()
    is_thorough = language == "fi"
    examiner = Examiner() if is_thorough else None
    inspector = Inspector(spoken_app, language, folder, is_thorough=is_thorough, examiner=examiner)
    device = DESK if is_thorough else NARROW
    for role, (kind, stops) in TOURS.items():
        lead(inspector, meet(kind, language, device, still=True), role=role, stops=stops)

    # Markup is the same in every language: a translation has its sentence's own tags (check_translations).
    wrong = inspector.findings + (invalid_html(folder) if is_thorough else [])
    never_seen = sorted(pages_never_seen(spoken_app, inspector))
    wrong += [f"no stop and no link leads to {endpoint}" for endpoint in never_seen]
    assert not wrong, "\n".join(["", *wrong])


def test_every_page_of_a_cardholder_in_plain_finnish(meet: Meet, spoken_app: Flask, tmp_path: Path) -> None:
    # The markup is that of the other tours, switch and all; only words are looked at, and whether they fit.
    inspector = Inspector(spoken_app, PLAIN_FINNISH, tmp_path)
    holder = meet(Holder, PLAIN_FINNISH, PHONE, still=True)
    lead(inspector, holder, role="plain", stops=plain_finnish_stops, follows_links=False)
    assert not inspector.findings, "\n".join(["", *inspector.findings])


def pages_never_seen(app: Flask, inspector: Inspector) -> set[str]:
    """Views that answer GET and that no stop and no link led to."""
    views = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}
    return views - inspector.endpoints - NOT_PAGES - QUESTIONS
