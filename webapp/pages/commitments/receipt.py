"""The receipt of a commitment: which parties, to which version, on which days; no person by name."""

from datetime import UTC, datetime, time

from flask_babel import gettext

from webapp.core.accounts.roles import Role
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.queries import coverage_of
from webapp.core.commitments.rules import CommitmentKind, Party
from webapp.core.partners.models import Organisation
from webapp.plumbing.documents.document import Document, Facts, Heading, Paragraph
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.features.commitments import COMMITMENT_KINDS, PARTIES
from webapp.plumbing.words.formats import local_name, local_text, show_day
from webapp.plumbing.words.holders.accounts import ROLES
from webapp.plumbing.words.language import current_language


def receipt_of(commitment: Commitment) -> Document:
    """A commitment as a document: the same one as long as nothing has come to it."""
    model = commitment.model
    return Document(
        title=gettext("Receipt of a commitment"),
        language=current_language(),
        made_at=_settled_at(commitment),
        sender=(local_name(commitment.whose),),
        day=show_day(_settled_at(commitment)),
        foot=gettext("Kaikukortti, commitment %(number)s", number=commitment.id),
        parts=(
            Facts(
                (
                    (gettext("What"), str(COMMITMENT_KINDS[CommitmentKind(commitment.kind)])),
                    (gettext("Who"), _who(commitment)),
                    (gettext("To what"), local_text(model.title)),
                    (gettext("Version of"), show_day(model.valid_from)),
                    *_signatures(commitment),
                    *_days(commitment),
                )
            ),
            Heading(gettext("What the commitment means")),
            Paragraph(
                gettext(
                    "The organisation acts by this version of the operating model. Whoever has no "
                    "commitment in force neither gives out cards nor records visits."
                )
            ),
        ),
    )


def _settled_at(commitment: Commitment) -> datetime:
    carried_over = datetime.combine(commitment.version, time(12), tzinfo=UTC)
    accepted = [one.accepted_at for one in commitment.acceptances]
    return commitment.ended_at or max([carried_over, *accepted])


def _office(organisation: Organisation) -> str:
    return f"{local_name(organisation)} ({ROLES[Role(organisation.kind)]})"


def _who(commitment: Commitment) -> str:
    if commitment.organisation is not None:
        return _office(commitment.organisation)
    return local_name(commitment.whose)


def _signatures(commitment: Commitment) -> list[tuple[str, str]]:
    if commitment.carried_over:
        return [(gettext("Accepted"), gettext("Before commitments were kept here; carried over"))]
    signed = [
        (
            gettext("Accepted: %(party)s", party=PARTIES[Party(one.party)]),
            gettext("%(office)s, %(day)s", office=_office(one.office), day=show_day(one.accepted_at)),
        )
        for one in commitment.acceptances
    ]
    missing = [(gettext("Not accepted yet"), str(PARTIES[one])) for one in commitment.missing]
    return [*signed, *missing]


def _days(commitment: Commitment) -> list[tuple[str, str]]:
    held = coverage_of(db(), commitment)
    if held is None:
        return [(gettext("In force"), gettext("Not yet: not everybody has accepted it.")), *_end(commitment)]
    if held.until is None:
        return [(gettext("In force from"), show_day(held.since))]
    return [
        (gettext("In force from"), show_day(held.since)), (gettext("In force until"), show_day(held.until)),
        *_end(commitment),
    ]  # fmt: skip


def _end(commitment: Commitment) -> list[tuple[str, str]]:
    if commitment.ended_for_office is None:
        return []
    return [
        (gettext("Ended by"), _office(commitment.ended_for_office)),
        (gettext("Why"), commitment.end_reason),
    ]  # fmt: skip
