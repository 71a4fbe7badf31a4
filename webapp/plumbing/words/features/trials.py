"""What staff read of a network's steps and years."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.errors import Refusal
from webapp.core.trials.events import (
    MeetingInvited,
    MeetingWritten,
    TrialCardsGoOn,
    TrialDecided,
    TrialReportDownloaded,
    TrialReportHandedIn,
    TrialStepChanged,
    YearlyTaskChanged,
)
from webapp.core.trials.queries import RunningFilter
from webapp.core.trials.reasons import TrialRefusal
from webapp.core.trials.rules import EndingKind, Progress, ReportKind, Responsible, Step, YearlyTask

_ = lazy_gettext


class Told(NamedTuple):
    """What something is called, and what it comes to."""

    name: LazyString
    told: LazyString


STEPS: Final[Mapping[Step, Told]] = {
    Step.INTRODUCTION: Told(
        _("Introduction to Kaikukortti"),
        _("The national office tells what Kaikukortti is and what running it takes."),
    ),
    Step.WORKING_PAIR: Told(
        _("Local working pair or group"),
        _("One person for the venues and one for the distributors; more where there is need."),
    ),
    Step.TRAINING: Told(
        _("Training by the national office"),
        _("For the working pair. It lasts a few hours."),
    ),
    Step.WORKSHOP: Told(
        _("Workshop for possible partners"),
        _("Whoever might give out cards or open their doors comes to hear. They decide after it."),
    ),
    Step.COMMITMENTS: Told(
        _("Commitments"),
        _("Each partner commits itself to the operating model before it begins."),
    ),
    Step.USERS: Told(
        _("Users defined in the register"),
        _("Every distributor and venue has its contact person in the register."),
    ),
    Step.PRINTING: Told(
        _("Cards and material printed"),
        _("The national office sees the material before it is printed."),
    ),
    Step.BRIEFING: Told(
        _("Briefing of the partners’ staff"),
        _("Face to face, for everybody who gives out cards or meets them at a door."),
    ),
    Step.ISSUING: Told(
        _("Issuing of cards begins"),
        _("The network’s year begins here: what recurs each year is asked from this day on."),
    ),
    Step.FEEDBACK: Told(
        _("Feedback meetings and surveys"),
        _("What has worked and what has not; then the trial ends or goes on for good."),
    ),
}
RESPONSIBLE: Final[Mapping[Responsible, LazyString]] = {
    Responsible.MUNICIPALITY: _("The municipality’s side"),
    Responsible.COUNTY: _("The county’s side"),
    Responsible.BOTH: _("Both sides together"),
    Responsible.NATIONAL_OFFICE: _("The national office"),
}
YEARLY_TASKS: Final[Mapping[YearlyTask, Told]] = {
    YearlyTask.FIGURES: Told(
        _("Figures of the year before"),
        _("Show the figures to the network and to those who decide."),
    ),
    YearlyTask.BRIEFING: Told(
        _("Yearly briefing"),
        _("The staff of every distributor and venue, once a year at least."),
    ),
    YearlyTask.COSTS: Told(
        _("Share of the costs"),
        _("Each municipality and county has got the letter with its share."),
    ),
    YearlyTask.MATERIAL: Told(
        _("Order of cards and material"),
        _("Who runs low on cards and brochures, and what is printed for next year."),
    ),
    YearlyTask.FEEDBACK_MEETING: Told(
        _("Feedback meeting"),
        _("All distributors and venues together, once a year at least."),
    ),
}
REPORT_KINDS: Final[Mapping[ReportKind, LazyString]] = {
    ReportKind.INTERIM: _("Interim figures of the trial"),
    ReportKind.FINAL: _("Final figures of the trial"),
}
ENDING_KINDS: Final[Mapping[EndingKind, Told]] = {
    EndingKind.EXTEND: Told(_("Extend the trial"), _("The trial was extended.")),
    EndingKind.PERMANENT: Told(_("Make it permanent"), _("The trial was made permanent.")),
    EndingKind.CLOSE: Told(_("Close it"), _("The trial was closed.")),
}
PROGRESS: Final[Mapping[Progress, LazyString]] = {
    Progress.DONE: _("Done"),
    Progress.LATE: _("Late"),
    Progress.PLANNED: _("Planned"),
    Progress.OPEN: _("Not planned yet"),
}
RUNNING_FILTERS: Final[Mapping[RunningFilter, LazyString]] = {
    RunningFilter.LATE: _("Where something is late"),
    RunningFilter.TRIAL: _("On trial"),
    RunningFilter.PREPARING: _("Preparing"),
}
REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    TrialRefusal.DONE_IN_FUTURE: _("This day is still to come. Write when it was done, or leave it empty."),
    TrialRefusal.REPORT_BACKWARDS: _("The last day is before the first. Check both."),
    TrialRefusal.REPORT_AHEAD: _("This day is still to come, and so are its figures. Write today or before."),
    TrialRefusal.NOT_ON_TRIAL: _("No municipality of this choice is on trial."),
    TrialRefusal.EXTENSION_NEEDED: _("Write the new last day of the trial."),
    TrialRefusal.EXTENSION_NOT_LATER: _("The new last day has to be later than %(day)s."),
    TrialRefusal.MEETING_INVITED: _("The invitation was sent on %(day)s. It is sent once."),
    TrialRefusal.MEETING_PAST: _("The meeting has been held. Nobody is invited to it any more."),
    TrialRefusal.MEETING_UNWRITTEN: _("Write the invitation first, and save it."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    TrialStepChanged: _("%(who)s wrote about step %(step)s of the network %(network_id)s."),
    YearlyTaskChanged: _("%(who)s wrote about the year %(year)s of the network %(network_id)s."),
    TrialReportDownloaded: _(
        "%(who)s downloaded figures of a trial that the network %(network_id)s had handed in."
    ),
    TrialReportHandedIn: _("%(who)s handed in figures of the trial of the network %(network_id)s."),
    TrialDecided: _("%(who)s decided what becomes of the trial of the network %(network_id)s."),
    TrialCardsGoOn: _("Cards of the network %(network_id)s got another last day: %(cards)s."),
    MeetingWritten: _("%(who)s wrote about a feedback meeting."),
    MeetingInvited: _("%(who)s sent the invitation to a feedback meeting. Mails: %(mails)s."),
}

GROUP: Final = _("Running of networks")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    TrialStepChanged: _("Step of a trial changed"),
    YearlyTaskChanged: _("Task of a year changed"),
    TrialReportDownloaded: _("Figures of a trial downloaded"),
    TrialReportHandedIn: _("Figures of a trial handed in"),
    TrialDecided: _("Trial extended, made permanent or closed"),
    TrialCardsGoOn: _("Cards of a trial go on"),
    MeetingWritten: _("Feedback meeting written about"),
    MeetingInvited: _("Feedback meeting invited to"),
}
"""What the log is narrowed to, in few words."""

LISTS: Final[Mapping[str, LazyString]] = {
    "running": _("Trials and running"),
    "meetings": _("Feedback meetings"),
    "national_meetings": _("National meetings"),
}
"""What can be downloaded, as the log and the files call it."""
