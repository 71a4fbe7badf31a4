"""What a browser saw and complains about: scripts that fail, a broken policy, missing files."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

_ERRORS = 400
_PAGE_ITSELF = "Failed to load resource: the server responded with a status of 4"


@dataclass
class BrowserLog:
    """One person's browser."""

    complaints: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    """Paths of pages that were asked for with GET."""
    answer: Response | None = None
    """The latest page, as the server sent it."""

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.on("page", self._watch_page)

    def _watch_page(self, page: Page) -> None:
        page.on("console", lambda message: self._note(page, message))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", self._note_request)
        page.on("response", lambda response: self._note_response(page, response))

    def _note(self, page: Page, message: ConsoleMessage) -> None:
        # Chromium calls a form's 422 and an error page failed resources; the pages are judged elsewhere.
        if message.type in {"error", "warning"} and not message.text.startswith(_PAGE_ITSELF):
            self.complaints.append(f"{page.url}: {message.text}")

    def _note_request(self, request: Request) -> None:
        if request.is_navigation_request() and request.method == "GET":
            self.opened.add(urlsplit(request.url).path)

    def _note_response(self, page: Page, response: Response) -> None:
        if response.request.is_navigation_request():
            self.answer = response
        elif response.status >= _ERRORS:
            self.complaints.append(f"{page.url}: {response.status} for {response.url}")
