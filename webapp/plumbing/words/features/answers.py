"""What staff read of the lists from which answers are chosen."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.answers.actions import AnswerList
from webapp.core.answers.events import AnswerEnded, AnswerOffered, AnswerWritten
from webapp.core.answers.reasons import AnswerRefusal
from webapp.core.audit.events import Event
from webapp.core.errors import Refusal

_ = lazy_gettext

ANSWER_LISTS: Final[Mapping[AnswerList, LazyString]] = {
    AnswerList.MOTHER_TONGUE: _("Mother tongue"),
    AnswerList.GENDER: _("Gender"),
    AnswerList.LIFE_SITUATION: _("Life situation"),
    AnswerList.DISTRIBUTOR_KIND: _("Kinds of distributors"),
}

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    AnswerRefusal.ANSWER_NAME_NEEDED: _("Write the name in this language, in at most %(most)s characters."),
    AnswerRefusal.ANSWER_NAME_TAKEN: _("Another answer of this list has this name. Write another one."),
    AnswerRefusal.ANSWER_MUST_STAY: _("This answer stays: whoever does not want to tell can always say so."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    AnswerWritten: _("%(who)s added, renamed or moved an answer (list: %(answer_list)s)."),
    AnswerEnded: _("%(who)s stopped offering an answer (list: %(answer_list)s)."),
    AnswerOffered: _("%(who)s began to offer an answer again (list: %(answer_list)s)."),
}

GROUP: Final = _("Lists of answers")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    AnswerWritten: _("Answer added or changed"),
    AnswerEnded: _("Answer no longer offered"),
    AnswerOffered: _("Answer offered again"),
}
"""What the log is narrowed to, in few words."""
