"""Of whom a second factor is demanded, and what a session is worth."""

from dataclasses import dataclass
from typing import Final, assert_never

from webapp.core.accounts.models import Proof
from webapp.core.accounts.roles import Role

SEES_ONE_COUNTER: Final = frozenset({Role.VENUE})
"""Of staff, those who see no more than one place's own work; all others see many people's cards."""


@dataclass(frozen=True, slots=True)
class FactorDemand:
    """What this register demands, by its settings.

    `of_all`: a second factor of everybody. `one_click_counts`: it is the demonstration, where one click
    signs anybody in as anybody.
    """

    of_all: bool = False
    one_click_counts: bool = False

    def is_met(self, proof: Proof, role: Role, *, is_contact_person: bool) -> bool:
        """Whether somebody who has signed in by this proof may act in a role."""
        match proof:
            case Proof.FACTOR:
                return True
            case Proof.PASSWORD:
                return not self.asks(role, is_contact_person=is_contact_person)
            case Proof.ONE_CLICK:
                return self.one_click_counts
            case _:
                assert_never(proof)

    def asks(self, role: Role, *, is_contact_person: bool) -> bool:
        """Whether who works in a role needs a second factor."""
        return self.of_all or is_contact_person or role not in SEES_ONE_COUNTER

    def knows(self, proof: Proof) -> bool:
        """Whether a session that was begun by this proof is one at all."""
        return self.one_click_counts or proof is not Proof.ONE_CLICK
