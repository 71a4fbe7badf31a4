"""What makes the pages an app: its description, its service worker, and the page for no connection."""

from typing import Any, Final

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import gettext

from webapp.plumbing.access.gate import public_reading
from webapp.plumbing.access.sign_in import card_tokens
from webapp.plumbing.http.assets import BUILD
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("app", __name__)

INK: Final = "#2b0f4a"
PAPER: Final = "#fffdf9"
"""The colours of the styles, where no style sheet can say them."""

_ICONS: Final = (
    ("favicon.svg", "any", "image/svg+xml", "any"),
    ("icons/icon-192.png", "192x192", "image/png", "any"),
    ("icons/icon-512.png", "512x512", "image/png", "any"),
    ("icons/maskable-512.png", "512x512", "image/png", "maskable"),
)


@blueprint.get("/manifest.webmanifest")
@public_reading
def counter_app() -> Response:
    """The app of staff: it opens at the counter."""
    return _manifest(gettext("Kaikukortti counter"), url_for("venue.counter"))


@blueprint.get("/oma/manifest.webmanifest")
@public_reading
def holder_app() -> Response:
    """The app of a cardholder: it opens with their card."""
    return _manifest("Kaikukortti", url_for("omakaiku.card"))


@blueprint.get("/service-worker.js")
@public_reading
def service_worker() -> Response:
    """Asked for anew each time: a worker kept in a cache would keep its old version alive."""
    response = Response((BUILD / "service-worker.js").read_bytes(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.get("/ei-verkkoa")
@public_reading
def offline() -> str:
    """What the phone shows instead of a page that it cannot get: the way to what it can show."""
    return render_template("public/offline.html", carries_card=bool(card_tokens()))


def _manifest(name: str, start_url: str) -> Response:
    shortcuts = (
        (gettext("Check a card"), url_for("venue.counter")),
        (gettext("My card"), url_for("omakaiku.card")),
    )
    description: dict[str, Any] = {
        "id": start_url,
        "name": name,
        "short_name": "Kaikukortti",
        "lang": current_language(),
        "start_url": start_url,
        "scope": "/",
        "display": "standalone",
        "theme_color": INK,
        "background_color": PAPER,
        "icons": [
            {"src": f"/static/{file}", "sizes": sizes, "type": kind, "purpose": purpose}
            for file, sizes, kind, purpose in _ICONS
        ],
        "shortcuts": [{"name": label, "url": url} for label, url in shortcuts],
    }
    response = jsonify(description)
    response.mimetype = "application/manifest+json"
    return response
