"""The warning about the commitment of whom the reader works for; for the pages on which they begin."""

from webapp.core.accounts.roles import Role
from webapp.core.commitments.warnings import CommitmentWarning, commitment_warning
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db

_WARNED = frozenset({Role.VENUE, Role.DISTRIBUTOR, Role.COUNTER_DEVICE})


def own_commitment_warning() -> CommitmentWarning | None:
    """What a venue or a distributor is told; offices read it on their networks' pages."""
    actor = staff()
    return commitment_warning(db(), actor.organisation.id, today()) if actor.role in _WARNED else None
