"""What ends something asks first, on a page of its own, or can be undone from the notice after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Final, TypeVar, cast

from flask import Flask, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue

from webapp.core.accounts.roles import Permission
from webapp.plumbing.access.gate import access_of

ViewT = TypeVar("ViewT", bound=Callable[..., ResponseReturnValue])
_MARK: Final = "_ending"
CONFIRMED: Final = "confirmed"
"""The field that only the page of the question sends."""
UNDO: Final = "undo"
"""The category of a flashed address: the notice before it gets a button that sends a form there."""
_NOT_ASKED_AGAIN: Final = frozenset({CONFIRMED, "csrf_token"})


@dataclass(frozen=True, slots=True)
class Ending:
    """How an act that ends something is kept from being a slip of the finger.

    `asks`: a page says first what happens. `undo`: the endpoint by which it is taken back.
    """

    asks: bool = False
    undo: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What the page asks before the act: what happens then, the button's words, and where "no" leads."""

    title: str
    told: Sequence[str]
    act: str
    back: str


def asks_first(question: Callable[..., Question | ResponseReturnValue]) -> Callable[[ViewT], ViewT]:
    """Show the question, of the view's own arguments, until it has been answered with yes.

    Where the act would be refused there is nothing to ask, and `question` says why instead: it looks for what
    the act is about with the very query of the act, so that the two cannot disagree. The view also
    answers GET, so that a link can lead to the question. Stands between the gate's mark and the view.
    """

    def mark(view: ViewT) -> ViewT:
        @wraps(view)
        def guarded(*arguments: object, **named: object) -> ResponseReturnValue:
            if is_confirmed():
                return view(*arguments, **named)
            asked = question(*arguments, **named)
            return ask(asked) if isinstance(asked, Question) else asked

        setattr(guarded, _MARK, Ending(asks=True))
        return cast("ViewT", guarded)

    return mark


def asks_itself(view: ViewT) -> ViewT:
    """Mark a view that shows its question itself, after it has looked at what was sent."""
    setattr(view, _MARK, Ending(asks=True))
    return view


def can_be_undone(by: str, *, asks: bool = False) -> Callable[[ViewT], ViewT]:
    """Mark a view whose act another endpoint takes back; with `asks` it asks by itself where none can."""

    def mark(view: ViewT) -> ViewT:
        setattr(view, _MARK, Ending(asks=asks, undo=by))
        return view

    return mark


def ending_of(app: Flask, endpoint: str) -> Ending | None:
    """An endpoint's mark, if it ends something."""
    ending: Ending | None = getattr(app.view_functions[endpoint], _MARK, None)
    return ending


def is_confirmed() -> bool:
    """Whether the question has been answered with yes."""
    return request.method == "POST" and request.form.get(CONFIRMED) == "yes"


def ask(question: Question) -> str:
    """The page of a question; what was sent to this address is sent again with the answer."""
    is_holders = access_of(current_app, request.endpoint or "").permission is Permission.SHOW_OWN_CARD
    return render_template(
        "asking/question.html",
        question=question,
        layout="layout/holder.html" if is_holders else "layout/page.html",
        action=request.path,
        sent_before={name: value for name, value in request.values.items() if name not in _NOT_ASKED_AGAIN},
        confirmed=CONFIRMED,
    )


def flash_undoable(said: str, undo: str) -> None:
    """Say on the next page what has been done, with a button that takes it back."""
    flash(said, "success")
    flash(undo, UNDO)
