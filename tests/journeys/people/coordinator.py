"""The coordinator: sees the partners of the network and its figures."""

from tests.journeys.people.national_office import FIGURES
from tests.journeys.people.person import Person


class Coordinator(Person):
    """Of Kainuu, in the demo country."""

    account = "coordinator"

    def figures_of_the_network(self) -> dict[str, int]:
        """This year's figures."""
        self.open("/alue/")
        return self.figures(FIGURES)

    def visitors_of(self, venue: str) -> int:
        """How many people came to a venue this year."""
        self.open("/alue/")
        return self.count_of(venue)


class CountyCoordinator(Coordinator):
    """Of its county's side, which looks after distributors."""

    account = "county_coordinator"
