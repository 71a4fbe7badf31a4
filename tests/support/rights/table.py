"""The table of rights: acts in rows, people in columns, as somebody reads it who is no programmer.

Everything is in the network Kainuu. The columns are people: `office` and `aide` of the national office,
`town` and `county` of the two coordinating offices of Kainuu, `far` of another network, `venue` and `till` of
a venue in Kainuu, `giver` and `hand` of a distributor there. Aide, till and hand are no contact persons.
Nobody without an account, and no cardholder, may do any of it.

The answers: `reads` a page that only shows, `does` it, `nothing` (the page comes, but what was sent is
refused or changes nothing), `no` (not for this role), `side` (the other side of the network looks after it),
`none` (there is no such thing for them).
A thing with a star is tried with each state of its municipality, one with a plus where the card is in use and
where the municipality has left: by those who look after partners, as the others' answers stand in other rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from webapp.core.networks.operating_model import ParticipationState

PEOPLE: Final = ("office", "aide", "town", "county", "far", "venue", "till", "giver", "hand")

_TABLE: Final = """
act                             thing                    office  aide    town    county  far     venue   till    giver   hand

# Networks
networks.networks               country                  reads   reads   no      no      no      no      no      no      no
networks.file                   country                  reads   reads   no      no      no      no      no      no      no
networks.network                kainuu                   reads   reads   no      no      no      no      no      no      no
networks.found                  country                  does    does    no      no      no      no      no      no      no
networks.change                 kainuu                   does    does    no      no      no      no      no      no      no
networks.join                   kainuu                   does    does    no      no      no      no      no      no      no
networks.standing               place:trial              does    does    no      no      no      no      no      no      no
networks.standing               place:left               does    does    no      no      no      no      no      no      no
networks.standing               place:preparing          nothing nothing no      no      no      no      no      no      no
networks.add_office             kainuu                   does    does    no      no      no      no      no      no      no
networks.lead                   kainuu                   does    does    no      no      no      no      no      no      no
pop_ups.pop_ups                 country                  reads   reads   no      no      no      no      no      no      no
pop_ups.file                    country                  reads   reads   no      no      no      no      no      no      no
pop_ups.add_pop_up              country                  does    does    no      no      no      no      no      no      no

# Partners
founding.partners               kainuu                   reads   reads   reads   reads   none    no      no      no      no
founding.add_venue              place:interested         does    does    does    side    none    no      no      no      no
founding.add_venue              place:preparing          does    does    does    side    none    no      no      no      no
founding.add_venue              place:coming             does    does    does    side    none    no      no      no      no
founding.add_venue              place:trial              does    does    does    side    none    no      no      no      no
founding.add_venue              place:in_use             does    does    does    side    none    no      no      no      no
founding.add_venue              place:left               nothing nothing nothing side    none    no      no      no      no
founding.add_distributor        place:interested         does    does    side    does    none    no      no      no      no
founding.add_distributor        place:in_use             does    does    side    does    none    no      no      no      no
founding.add_distributor        place:left               nothing nothing side    nothing none    no      no      no      no
partner.partner                 venue                    reads   reads   reads   reads   none    reads   none    none    none
partner.partner                 distributor              reads   reads   reads   reads   none    none    none    reads   none
partner.partner                 ended-venue+             reads   reads   reads   reads   none    none    none    none    none
partner.partner                 ended-distributor+       reads   reads   reads   reads   none    none    none    none    none
partner.partner                 pop-up                   reads   reads   none    none    none    none    none    none    none
partner.partner                 town-office              reads   reads   reads   none    none    none    none    none    none
founding.change                 venue*                   does    does    does    side    none    no      no      no      no
founding.change                 distributor*             does    does    side    does    none    no      no      no      no
founding.change                 ended-venue+             does    does    does    side    none    no      no      no      no
founding.change                 ended-distributor+       does    does    side    does    none    no      no      no      no
founding.change                 countys-venue            does    does    side    does    none    no      no      no      no
founding.change                 towns-distributor        does    does    does    side    none    no      no      no      no
founding.change                 pop-up                   does    does    none    none    none    no      no      no      no
founding.change                 town-office              does    does    none    none    none    no      no      no      no
founding.contacts               venue*                   does    does    does    side    none    no      no      no      no
founding.contacts               distributor*             does    does    side    does    none    no      no      no      no
founding.contacts               ended-venue+             does    does    does    side    none    no      no      no      no
founding.contacts               countys-venue            does    does    side    does    none    no      no      no      no
founding.end                    venue*                   does    does    does    side    none    no      no      no      no
founding.end                    distributor*             does    does    side    does    none    no      no      no      no
founding.end                    ended-venue+             nothing nothing nothing side    none    no      no      no      no
founding.end                    ended-distributor+       nothing nothing side    nothing none    no      no      no      no
founding.end                    countys-venue            does    does    side    does    none    no      no      no      no
founding.end                    towns-distributor        does    does    does    side    none    no      no      no      no
founding.end                    pop-up                   does    does    none    none    none    no      no      no      no
founding.end                    town-office              does    does    none    none    none    no      no      no      no
founding.resume                 venue*                   nothing nothing nothing side    none    no      no      no      no
founding.resume                 ended-venue+             does    does    does    side    none    no      no      no      no
founding.resume                 ended-distributor+       does    does    side    does    none    no      no      no      no
pop_ups.move                    venue*                   does    does    no      no      no      no      no      no      no
pop_ups.move                    ended-distributor+       does    does    no      no      no      no      no      no      no
pop_ups.move                    pop-up                   does    does    no      no      no      no      no      no      no
pop_ups.move                    town-office              none    none    no      no      no      no      no      no      no
approvals.waiting               country                  reads   reads   no      no      no      no      no      no      no
approvals.file                  country                  reads   reads   no      no      no      no      no      no      no
approvals.agree                 waiting-distributor      does    does    no      no      no      no      no      no      no
approvals.refuse                waiting-distributor      does    does    no      no      no      no      no      no      no
approvals.agree                 ended-waiting-distributor nothing nothing no     no      no      no      no      no      no
approvals.refuse                ended-waiting-distributor nothing nothing no     no      no      no      no      no      no
approvals.agree                 distributor              none    none    no      no      no      no      no      no      no
partner_import.template         kainuu                   reads   reads   reads   reads   none    no      no      no      no
partner_import.download         kainuu                   reads   reads   reads   reads   none    no      no      no      no
partner_import.import_partners  kainuu                   does    does    does    nothing none    no      no      no      no

# People
partners.staff                  venue                    reads   reads   reads   side    none    reads   none    none    none
partners.staff                  distributor              reads   reads   side    reads   none    none    none    reads   none
partners.staff                  town-office              reads   reads   reads   none    none    none    none    none    none
partners.invite                 venue                    does    does    does    side    none    does    none    none    none
partners.invite                 distributor              does    does    side    does    none    none    none    does    none
partners.invite                 venue*                   does    does    does    side    none    none    none    none    none
partners.invite                 ended-venue+             nothing nothing nothing side    none    none    none    none    none
partners.invite                 ended-distributor+       nothing nothing side    nothing none    none    none    none    none
partners.invite                 countys-venue            does    does    side    does    none    none    none    none    none
partners.invite                 town-office              does    does    does    none    none    none    none    none    none
partners.invite                 pop-up                   does    does    none    none    none    none    none    none    none
partners.withdraw               venue                    does    does    does    side    none    does    none    none    none
partners.withdraw               ended-venue+             does    does    does    side    none    none    none    none    none
partners.remove                 venue                    does    does    does    side    none    does    none    none    none
partners.remove                 distributor*             does    does    side    does    none    none    none    none    none
partners.remove                 ended-venue+             does    does    does    side    none    none    none    none    none
staff_help.overview             venue                    reads   reads   reads   side    none    reads   none    none    none
staff_help.password             venue                    does    does    does    side    none    does    none    none    none
staff_help.password             distributor*             does    does    side    does    none    none    none    none    none
staff_help.factors              venue                    does    does    does    side    none    does    none    none    none
staff_help.factors              ended-distributor+       does    does    side    does    none    none    none    none    none
staff_help.sign_out             venue                    does    does    does    side    none    does    none    none    none
staff_help.sign_out             ended-venue+             does    does    does    side    none    none    none    none    none
access.people                   country                  reads   reads   reads   reads   reads   no      no      no      no
access.file                     country                  reads   reads   reads   reads   reads   no      no      no      no
access.brief                    venue*                   does    does    does    side    none    no      no      no      no
access.brief                    distributor*             does    does    side    does    none    no      no      no      no
access.brief                    ended-venue+             nothing nothing nothing side    none    no      no      no      no
access.brief                    pop-up                   does    does    none    none    none    no      no      no      no

# Commitments and the operating model
commitments.standings           country                  reads   reads   reads   reads   reads   no      no      no      no
commitments.file                country                  reads   reads   reads   reads   reads   no      no      no      no
commitments.of_partner          venue                    reads   reads   reads   reads   none    no      no      no      no
commitments.of_partner          pop-up                   reads   reads   none    none    none    no      no      no      no
commitments.of_partner          town-office              reads   reads   reads   none    none    no      no      no      no
commitments.confirm             venue*                   nothing nothing does    does    none    no      no      no      no
commitments.confirm             distributor*             nothing nothing does    does    none    no      no      no      no
commitments.confirm             ended-venue+             nothing nothing nothing nothing none    no      no      no      no
commitments.confirm             countys-venue            nothing nothing does    does    none    no      no      no      no
commitments.confirm             pop-up                   does    does    none    none    none    no      no      no      no
commitments.confirm             town-office              does    does    does    does    none    no      no      no      no
commitments.end                 venue                    nothing nothing does    does    none    does    nothing no      no
commitments.end                 distributor              nothing nothing does    does    none    no      no      does    nothing
commitments.end                 ended-venue+             nothing nothing does    does    none    no      no      no      no
commitments.end                 pop-up                   does    does    none    none    none    no      no      no      no
commitments.end                 town-office              does    nothing does    does    none    no      no      no      no
commitment.own                  country                  no      no      reads   reads   reads   reads   reads   reads   reads
commitment.accept               country                  no      no      does    does    does    does    nothing does    nothing
commitment.receipt              venue                    reads   reads   reads   reads   none    reads   reads   no      no
commitment.receipt              distributor              reads   reads   reads   reads   none    no      no      reads   reads
commitment.receipt              ended-venue:in_use       reads   reads   reads   reads   none    no      no      no      no
model.versions                  country                  reads   reads   no      no      no      no      no      no      no
model.publish                   country                  does    does    no      no      no      no      no      no      no
model.change                    country                  does    does    no      no      no      no      no      no      no
model.withdraw                  country                  does    does    no      no      no      no      no      no      no
exceptions.exceptions           country                  reads   reads   no      no      no      no      no      no      no
exceptions.file                 country                  reads   reads   no      no      no      no      no      no      no
exceptions.add                  country                  does    does    no      no      no      no      no      no      no
exceptions.change               country                  does    does    no      no      no      no      no      no      no
answers.answers                 country                  reads   reads   no      no      no      no      no      no      no
answers.add                     country                  does    does    no      no      no      no      no      no      no
answers.change                  country                  does    does    no      no      no      no      no      no      no
answers.end                     country                  does    does    no      no      no      no      no      no      no
answers.end                     ended-answer             nothing nothing no      no      no      no      no      no      no
answers.offer                   country                  nothing nothing no      no      no      no      no      no      no
answers.offer                   ended-answer             does    does    no      no      no      no      no      no      no

# Trials, years and meetings
trials.country                  country                  reads   reads   no      no      no      no      no      no      no
trials.file                     country                  reads   reads   no      no      no      no      no      no      no
trials.network                  kainuu                   reads   reads   reads   reads   none    no      no      no      no
trials.step                     kainuu                   does    does    does    does    none    no      no      no      no
trials.yearly_task              kainuu                   does    does    does    does    none    no      no      no      no
trial_reports.figures           kainuu                   reads   reads   reads   reads   none    no      no      no      no
trial_reports.report            kainuu                   nothing nothing nothing nothing none    no      no      no      no
trial_reports.report_pdf        kainuu                   reads   reads   reads   reads   none    no      no      no      no
trial_endings.decide            kainuu                   does    does    no      no      no      no      no      no      no
trial_endings.decide            ostrobothnia             nothing nothing no      no      no      no      no      no      no
meetings.of_network             kainuu                   reads   reads   reads   reads   none    no      no      no      no
meetings.network_file           kainuu                   reads   reads   reads   reads   none    no      no      no      no
meetings.network_meeting        kainuu                   does    does    does    does    none    no      no      no      no
meetings.invite_network         kainuu                   does    does    does    does    none    no      no      no      no
meetings.of_country             country                  reads   reads   no      no      no      no      no      no      no
meetings.country_file           country                  reads   reads   no      no      no      no      no      no      no
meetings.national_meeting       country                  does    does    no      no      no      no      no      no      no
meetings.invite_country         country                  does    does    no      no      no      no      no      no      no

# Material
material.network                kainuu                   reads   reads   reads   reads   none    no      no      no      no
material.draft                  kainuu                   does    does    does    does    none    no      no      no      no
material.order                  kainuu                   reads   reads   reads   reads   none    no      no      no      no
material.send                   drafted                  does    does    does    does    none    no      no      no      no
material.send                   kainuu                   nothing nothing nothing nothing none    no      no      no      no
material.take_back              kainuu                   does    does    does    does    none    no      no      no      no
material.cancel                 kainuu                   does    does    does    does    none    no      no      no      no
material.printing               kainuu                   does    does    does    does    none    no      no      no      no
material_handouts.handout       kainuu                   does    does    does    does    none    no      no      no      no
material_handouts.table         kainuu                   reads   reads   reads   reads   none    no      no      no      no
material_handouts.download      kainuu                   reads   reads   reads   reads   none    no      no      no      no
material_handouts.partner       venue                    reads   reads   reads   reads   none    no      no      no      no
material_handouts.partner       distributor              reads   reads   reads   reads   none    no      no      no      no
material_handouts.stock         venue                    does    does    does    does    none    no      no      no      no
material_handouts.stock         ended-distributor+       does    does    does    does    none    no      no      no      no
material_handouts.partner       pop-up                   none    none    none    none    none    no      no      no      no
material_approval.orders        country                  reads   reads   no      no      no      no      no      no      no
material_approval.approve       kainuu                   does    does    no      no      no      no      no      no      no
material_approval.approve       drafted                  nothing nothing no      no      no      no      no      no      no
material_approval.ask_changes   kainuu                   does    does    no      no      no      no      no      no      no
own_material.material           venue                    no      no      no      no      no      reads   reads   reads   reads
own_material.runs_low           venue                    no      no      no      no      no      does    does    does    does
own_material.is_enough          venue                    no      no      no      no      no      nothing nothing nothing nothing

# Costs and codes
costs.years                     country                  reads   reads   no      no      no      no      no      no      no
costs.one_year                  country                  does    does    no      no      no      no      no      no      no
costs.one_year                  settled                  nothing nothing no      no      no      no      no      no      no
costs.settle                    country                  does    does    no      no      no      no      no      no      no
costs.settle                    settled                  nothing nothing no      no      no      no      no      no      no
costs.file                      country                  reads   reads   no      no      no      no      no      no      no
costs.letter                    settled                  reads   reads   no      no      no      no      no      no      no
costs.populations               country                  does    does    no      no      no      no      no      no      no
administration.batches          country                  reads   reads   no      no      no      no      no      no      no
administration.batch            country                  reads   reads   no      no      no      no      no      no      no
administration.batches_file     country                  reads   reads   no      no      no      no      no      no      no
administration.make_batch       country                  does    does    no      no      no      no      no      no      no
administration.import_series    country                  does    does    no      no      no      no      no      no      no
administration.hand_over_batch  country                  does    does    no      no      no      no      no      no      no
administration.batch_csv        country                  does    does    no      no      no      no      no      no      no
"""  # noqa: E501 - a table is read by its columns


@dataclass(frozen=True)
class Cell:
    """What one person comes to with one act and one thing."""

    act: str
    thing: str
    person: str
    answer: str

    def __str__(self) -> str:
        return f"{self.act} {self.thing} {self.person}"


def cells() -> Iterator[Cell]:
    """Every cell of the table, a thing with a star or a plus once for each of its states."""
    for line in _TABLE.splitlines():
        if not line or line.startswith(("#", "act ")):
            continue
        act, named, *answers = line.split()
        states = _STATES.get(named[-1])
        things = [f"{named[:-1]}:{one}" for one in states] if states else [named]
        for thing in things:
            for person, answer in zip(PEOPLE, answers, strict=True):
                if states is None or person in _WHO_LOOK_AFTER:
                    yield Cell(act, thing, person, answer)


_STATES: Final = {
    "*": tuple(ParticipationState),
    "+": (ParticipationState.IN_USE, ParticipationState.LEFT),
}
_WHO_LOOK_AFTER: Final = ("office", "town", "county", "far")

STATES: Final = """
act                             interested preparing coming  trial   in_use  left

founding.partners               reads      reads     reads   reads   reads   reads
founding.add_venue              does       does      does    does    does    nothing
founding.add_distributor        does       does      does    does    does    nothing
partner_import.import_partners  does       does      does    does    does    nothing
trials.network                  reads      reads     reads   reads   reads   reads
trials.step                     does       does      does    does    does    does
trials.yearly_task              none       none      none    does    does    none
trial_reports.figures           reads      reads     reads   reads   reads   reads
meetings.network_meeting        does       does      does    does    does    does
meetings.invite_network         does       does      does    does    does    does
trial_endings.decide            nothing    nothing   nothing does    nothing nothing
networks.standing               does       nothing   does    does    does    does
"""
"""What may be done in a network whose only municipality is so far, by its own office or the national one."""


def states_of() -> Iterator[tuple[str, ParticipationState, str]]:
    """Every cell of the table of states."""
    head, *lines = [one.split() for one in STATES.splitlines() if one]
    for act, *answers in lines:
        for state, answer in zip(head[1:], answers, strict=True):
            yield act, ParticipationState(state), answer
