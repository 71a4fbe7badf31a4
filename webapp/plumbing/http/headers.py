"""Security headers on every answer, and the nonce of a page's scripts."""

import secrets
from typing import Final

from flask import Flask, Response, current_app, g

from webapp.settings import Settings

_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'{wasm}; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_WASM: Final = " 'wasm-unsafe-eval'"
_POLICY_OF_FILES: Final = (
    f"default-src 'none'; script-src 'self'{_WASM}; connect-src 'self'; frame-ancestors 'none'"
)
"""A worker is held to its script's policy, and does nothing but compute and fetch; other files do nothing."""
_FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
}
PAGE_MARK: Final = "Kaikukortti-Page"
"""What pages of ours have, and no captive portal's: the phone's service worker asks for it."""
FORGET_MARK: Final = "Kaikukortti-Forget"
"""What a phone shall drop of what it keeps: it has come, or may have come, into other hands."""
_TWO_YEARS_SECONDS: Final = 63_072_000


def install_headers(app: Flask) -> None:
    """Stand behind every answer."""
    app.after_request(_protect)


def csp_nonce() -> str:
    """This request's nonce: 128 random bits, the same wherever the page asks for it."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def needs_wasm() -> str:
    """A template's mark: this page may run WebAssembly, and it alone. Writes nothing.

    Chromium asks the worker's own answer, which has no policy; engines that hold a worker to the policy of
    its page need it here.
    """
    g.needs_wasm = True
    return ""


def headers_of_data(settings: Settings) -> dict[str, str]:
    """The headers of every answer that is no page."""
    headers = {**_FIXED, "Cache-Control": "no-store"}
    if settings.is_secure and not settings.is_demo:  # the demo's certificate is its own, for an afternoon
        headers["Strict-Transport-Security"] = f"max-age={_TWO_YEARS_SECONDS}; includeSubDomains"
    return headers


def headers_of_files(settings: Settings) -> dict[str, str]:
    """The headers of static files, which caches keep; scripts of workers may run WebAssembly."""
    headers = {name: value for name, value in headers_of_data(settings).items() if name != "Cache-Control"}
    return {**headers, "Content-Security-Policy": _POLICY_OF_FILES}


def _protect(response: Response) -> Response:
    for name, value in headers_of_data(current_app.config["SETTINGS"]).items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault(PAGE_MARK, "page")
        wasm = _WASM if "needs_wasm" in g else ""
        response.headers["Content-Security-Policy"] = _POLICY.format(nonce=csp_nonce(), wasm=wasm)
    return response
