"""Kaikukortti: create_app(settings) wires the rest, nothing else."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.api.express import ExpressLane
from webapp.api.registration import register_api
from webapp.core.accounts.sessions import SESSION_LASTS
from webapp.pages import register_pages
from webapp.plumbing.access.demand import install_demand
from webapp.plumbing.access.form_tokens import install_form_tokens
from webapp.plumbing.access.gate import close_gate
from webapp.plumbing.access.limits import install_limits
from webapp.plumbing.access.log_notes import install_log_notes
from webapp.plumbing.access.sign_in import install_sign_in
from webapp.plumbing.access.tries import install_tries
from webapp.plumbing.access.unsent import install_unsent
from webapp.plumbing.clock import Clock, install_clock
from webapp.plumbing.http.addresses import install_addresses
from webapp.plumbing.http.assets import install_assets
from webapp.plumbing.http.error_pages import install_error_pages
from webapp.plumbing.http.headers import install_headers
from webapp.plumbing.http.health import install_health
from webapp.plumbing.http.problems import SentJson
from webapp.plumbing.http.sent import SentRequest
from webapp.plumbing.http.session_cookie import SessionCookie
from webapp.plumbing.http.transaction import install_register
from webapp.plumbing.logs import install_logs
from webapp.plumbing.rendering.templating import install_templating
from webapp.plumbing.rendering.unsent_pages import install_unsent_pages
from webapp.plumbing.words.language import install_languages
from webapp.settings import Settings

LARGEST_REQUEST_BYTES = 2 * 1024 * 1024


def create_app(settings: Settings, *, engine: Engine | None = None, clock: Clock | None = None) -> Flask:
    """The application; tests pass an engine and a clock of their own."""
    app = Flask(__name__, static_folder=None)
    app.json, app.request_class = SentJson(app), SentRequest
    app.session_interface = SessionCookie()
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_secure else "session",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SESSION_LASTS,
        TRUSTED_HOSTS=None if settings.is_demo else [settings.host],
        MAX_CONTENT_LENGTH=LARGEST_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
        # SameSite cookies and the token do it; a strict referrer check breaks privacy-minded browsers.
        WTF_CSRF_SSL_STRICT=False,
        SETTINGS=settings,
    )
    install_logs()
    install_addresses(app)
    install_clock(app, clock)
    install_headers(app)  # before the register's commit: where that fails, another answer gets them
    install_log_notes(app)
    install_demand(app, settings)
    install_sign_in(app)  # before it, too: what notes the use of a session comes after the commit
    install_unsent(app)  # as above
    install_register(app, settings, engine=engine)
    install_health(app)
    install_languages(app)
    install_templating(app, settings)
    install_assets(app, settings)
    install_error_pages(app)
    csrf = CSRFProtect()
    register_pages(app, is_demo=settings.is_demo)
    register_api(app, csrf)
    close_gate(app)
    csrf.init_app(app)
    install_form_tokens(app)
    install_unsent_pages(app)
    install_limits(app, settings)
    install_tries(app, settings)
    app.wsgi_app = ExpressLane(app, settings)  # type: ignore[method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    return app
