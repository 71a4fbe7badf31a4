"""The one transaction of a request: 2xx and 3xx commit, everything else rolls back."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from webapp.core.database import announce_writing, create_register_engine, session_factory
from webapp.settings import Settings

_FACTORY: Final = "kaikukortti-sessions"
_FIRST_FAILURE: Final = 400
MOST_CONNECTIONS: Final = 16
"""Kept by one process, however many threads it has: those that wait for a sender hold none."""


def install_register(app: Flask, settings: Settings, *, engine: Engine | None = None) -> None:
    """Connect the application to its register; a thread that has all of a request finds a connection."""
    connections = min(settings.threads, MOST_CONNECTIONS)
    engine = engine or create_register_engine(settings.database_url, connections=connections)
    app.extensions[_FACTORY] = session_factory(engine)
    app.before_request(_read_body)
    app.after_request(_finish)
    app.teardown_request(_close)


def sessions() -> sessionmaker[Session]:
    """The factory, for what runs beside a request's own session."""
    return sessions_of(current_app)


def sessions_of(app: Flask) -> sessionmaker[Session]:
    """An application's factory, for what runs outside its requests."""
    factory: sessionmaker[Session] = app.extensions[_FACTORY]
    return factory


def engine_of(app: Flask) -> Engine:
    """The engine of an application's register."""
    engine: Engine = app.extensions[_FACTORY].kw["bind"]
    return engine


def db() -> Session:
    """This request's session."""
    if "db" not in g:
        g.db = sessions()()
    session: Session = g.db
    return session


def begin_writing() -> None:
    """Open this request's transaction as one that will write."""
    announce_writing(db())


def write_at_once(write: Callable[[Session], None]) -> None:
    """Commit a note before the request's own transaction reads; it holds whatever comes of the request."""
    with sessions().begin() as session:
        announce_writing(session)
        write(session)


def _read_body() -> None:
    # Who sends slowly keeps a thread waiting, but no connection and not SQLite's write lock.
    request.get_data()


def _finish(response: Response) -> Response:
    # The only commit of what a request does; where it fails, nothing was kept and the answer says so.
    session: Session | None = g.get("db")
    if session is None:
        return response
    if response.status_code < _FIRST_FAILURE:
        try:
            session.commit()
        except SQLAlchemyError as error:
            response = current_app.make_response(current_app.handle_user_exception(error))
    if response.status_code >= _FIRST_FAILURE:
        with suppress(SQLAlchemyError):  # a connection that is gone has forgotten all by itself
            session.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop("db", None)
    if session is not None:
        with suppress(SQLAlchemyError):
            session.close()
