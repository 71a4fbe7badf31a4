"""The national office keeps the answers of the background questions, and the kinds of distributors."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from webapp.core.accounts.roles import Permission, Role
from webapp.core.answers.actions import (
    Answer,
    AnswerList,
    answer_to_end,
    answers_of,
    end_answer,
    known_answer,
    may_end,
    offer_answer,
    write_answer,
)
from webapp.core.errors import NotFoundError
from webapp.core.identifiers import new_id
from webapp.pages.administration.answers_form import AnswerForm
from webapp.plumbing.access.gate import requires
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.transaction import db
from webapp.plumbing.rendering.endings import Question, asks_first
from webapp.plumbing.rendering.forms import flashing_refusals
from webapp.plumbing.rendering.navigation import Link
from webapp.plumbing.words.formats import local_name

blueprint: Final = Blueprint("answers", __name__, url_prefix="/keskus/vastaukset")
NAVIGATION: Final = (Link(Role.NATIONAL_OFFICE, 66, "answers.answers", _("Lists of answers"), rare=True),)


@blueprint.get("")
@requires(Permission.KEEP_MODEL)
def answers() -> str:
    """Every list with its answers in their order, those that have ended too."""
    found = {which: answers_of(db(), staff(), which) for which in AnswerList}
    return render_template("administration/answers.html", lists=found, may_end=may_end)


@blueprint.route("/<answer_list>/uusi", methods=["GET", "POST"])
@requires(Permission.KEEP_MODEL)
def add(answer_list: str) -> ResponseReturnValue:
    """One more answer."""
    which = _list_called(answer_list)
    form = AnswerForm.beginning(answers_of(db(), staff(), which), code=new_id(current_time()).hex)
    return _written(which, form, found=None)


@blueprint.route("/<answer_list>/<answer_code>", methods=["GET", "POST"])
@requires(Permission.KEEP_MODEL)
def change(answer_list: str, answer_code: str) -> ResponseReturnValue:
    """Another name, or another place in the list."""
    which = _list_called(answer_list)
    found = known_answer(db(), staff(), which, code=answer_code)
    return _written(which, AnswerForm.of(found, answers_of(db(), staff(), which)), found=found)


def _written(which: AnswerList, form: AnswerForm, *, found: Answer | None) -> ResponseReturnValue:
    if form.validate_on_submit():
        with form.taking_refusals():
            new = form.new_answer(found.code if found else None)
            write_answer(db(), staff(), which, new=new, now=current_time())
            flash(gettext("Saved."), "success")
            return _to_list(which)
    page = render_template("administration/answer.html", form=form, which=which, answer=found)
    return page, form.status


def _ending(answer_list: str, answer_code: str) -> Question | ResponseReturnValue:
    which = _list_called(answer_list)
    with flashing_refusals():
        found = answer_to_end(db(), staff(), which, code=answer_code)
        return Question(
            gettext("No longer offer “%(answer)s”?", answer=local_name(found)),
            [
                gettext("Nobody can choose it any more in a form."),
                gettext("What has it already keeps it, and figures go on counting it."),
                gettext("You can offer it again."),
            ],
            gettext("Yes, no longer offer it"),
            url_for("answers.answers", _anchor=which.value),
        )
    return _to_list(which)


@blueprint.route("/<answer_list>/<answer_code>/paata", methods=["GET", "POST"])
@requires(Permission.KEEP_MODEL)
@asks_first(_ending)
def end(answer_list: str, answer_code: str) -> ResponseReturnValue:
    """Offer an answer no longer."""
    which = _list_called(answer_list)
    with flashing_refusals():
        end_answer(db(), staff(), which, code=answer_code, now=current_time())
        flash(gettext("It is no longer offered."), "success")
    return _to_list(which)


@blueprint.post("/<answer_list>/<answer_code>/tarjoa")
@requires(Permission.KEEP_MODEL)
def offer(answer_list: str, answer_code: str) -> ResponseReturnValue:
    """Offer an answer again."""
    which = _list_called(answer_list)
    offer_answer(db(), staff(), which, code=answer_code, now=current_time())
    flash(gettext("It is offered again."), "success")
    return _to_list(which)


def _to_list(which: AnswerList) -> ResponseReturnValue:
    return redirect(url_for("answers.answers", _anchor=which.value), 303)


def _list_called(name: str) -> AnswerList:
    try:
        return AnswerList(name)
    except ValueError:
        raise NotFoundError from None
