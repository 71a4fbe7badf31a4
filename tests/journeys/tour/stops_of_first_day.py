"""Where the tour stops when nothing has happened yet: the empty states."""

from collections.abc import Callable, Iterator

from tests.journeys.people.person import Person


def first_day(**paths: str) -> Callable[[Person], Iterator[str]]:
    """Open addresses, each under its name."""

    def stops(person: Person) -> Iterator[str]:
        for name, path in paths.items():
            person.open(path)
            yield name.replace("_", "-")

    return stops
