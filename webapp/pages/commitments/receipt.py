"""The receipt of a commitment: which offices, to which version, on which days; no person by name."""

from datetime import UTC, datetime, time

from flask_babel import gettext

from webapp.core.accounts.roles import Role
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.queries import coverage_of
from webapp.core.commitments.rules import CommitmentKind
from webapp.core.partners.models import Organisation
from webapp.plumbing.documents.document import Document, Facts, Heading, Paragraph
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.features.commitments import COMMITMENT_KINDS
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
        sender=(local_name(commitment.organisation),),
        day=show_day(_settled_at(commitment)),
        foot=gettext("Kaikukortti, commitment %(number)s", number=commitment.id),
        parts=(
            Facts(
                (
                    (gettext("What"), str(COMMITMENT_KINDS[CommitmentKind(commitment.kind)])),
                    (gettext("Who"), _office(commitment.organisation)),
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
    return commitment.confirmed_at or commitment.accepted_at or carried_over


def _office(organisation: Organisation) -> str:
    return f"{local_name(organisation)} ({ROLES[Role(organisation.kind)]})"


def _signatures(commitment: Commitment) -> list[tuple[str, str]]:
    if commitment.carried_over:
        return [(gettext("Accepted"), gettext("Before commitments were kept here; carried over"))]
    signed = []
    if commitment.accepted_at is not None:
        said = gettext("A contact person, %(day)s", day=show_day(commitment.accepted_at))
        signed.append((gettext("Accepted by the organisation"), said))
    if commitment.confirmed_at is not None and commitment.office is not None:
        day = show_day(commitment.confirmed_at)
        said = gettext("%(office)s, %(day)s", office=_office(commitment.office), day=day)
        signed.append((gettext("Accepted by the office"), said))
    return signed


def _days(commitment: Commitment) -> list[tuple[str, str]]:
    held = coverage_of(db(), commitment)
    if held is None:
        return [(gettext("In force"), gettext("Not yet: the office has not accepted it."))]
    if held.until is None:
        return [(gettext("In force from"), show_day(held.since))]
    return [
        (gettext("In force from"), show_day(held.since)), (gettext("In force until"), show_day(held.until)),
    ]  # fmt: skip
