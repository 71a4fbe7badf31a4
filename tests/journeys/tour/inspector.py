"""Looks at one page after another and keeps what is wrong with each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.journeys.people.person import Person
from tests.journeys.tour.other_variants import foreign_to_plain_finnish
from tests.support.axe import Examiner
from tests.support.narrow import sideways_scrolling
from tests.support.screenshots import keep_screenshots
from tests.support.told_controls import badly_told_controls
from webapp.plumbing.words.language import PLAIN_FINNISH, language_of


@dataclass
class Inspector:
    """Of one language or variant; `findings` are sentences that begin with the role and the page."""

    app: Flask
    language: str
    folder: Path
    """Where the pages are kept for the HTML checker."""
    is_thorough: bool = False
    """Also what is the same in every language: markup, and pictures for eyes."""
    examiner: Examiner | None = None
    """axe, where another language has not asked it already."""
    findings: list[str] = field(default_factory=list)
    endpoints: set[str] = field(default_factory=set)
    known_controls: set[tuple[str, str]] = field(default_factory=set)
    pages: int = 0

    def look_at(self, person: Person, role: str, name: str) -> None:
        """Ask everything of the page that is open."""
        person.page.wait_for_load_state("load")
        person.waits_for_scripts()
        self.findings += [f"{role}/{name}: {one}" for one in self._wrong_with(person)]
        self.pages += 1
        self._keep(person, role, name)
        opened = {self.endpoint_of(path) for path in person.log.opened}
        self.endpoints |= {endpoint for endpoint in opened if endpoint}
        person.log.complaints.clear()

    def _wrong_with(self, person: Person) -> Iterator[str]:
        page = person.page
        yield from (f"the browser complains: {one}" for one in person.log.complaints)
        spoken, words = page.evaluate("() => [document.documentElement.lang, document.body.innerText]")
        if spoken != language_of(self.language):
            yield f"lang is {spoken}"
        if left := re.search(r"%\(\w+\)s", words):
            yield f"an unfilled sentence: {left[0]}"
        if self.language == PLAIN_FINNISH:
            foreign = foreign_to_plain_finnish(self.app)
            yield from (f"not plain Finnish: {one}" for one in foreign if one in words)
        if self.examiner:
            yield from self.examiner.violations(page)
        yield from sideways_scrolling(page)
        yield from badly_told_controls(page, self.known_controls, only_labelled=not self.is_thorough)

    def _keep(self, person: Person, role: str, name: str) -> None:
        if not self.is_thorough:
            return
        if person.log.answer is not None and self.examiner and self.examiner.found_new:
            (self.folder / f"{role}-{name}.html").write_bytes(person.log.answer.body())
        keep_screenshots(person.page, role, name)

    def endpoint_of(self, path: str) -> str | None:
        """The view behind an address."""
        try:
            endpoint, _ = self.app.url_map.bind("localhost").match(urlsplit(path).path)
        except RequestRedirect as moved:
            return self.endpoint_of(moved.new_url)
        except HTTPException:
            return None
        return str(endpoint)
