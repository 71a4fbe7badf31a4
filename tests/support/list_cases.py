"""Where each declared list stands, who reads it, and by what it is searched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.factories import World


@dataclass(frozen=True)
class Case:
    """A list: its page, its files without their kind, who reads it, and a word that finds some of it."""

    page: str
    files: str
    reader: str = "office"
    word: str = ""

    def at(self, world: World) -> "Case":
        """With the numbers of a world in its addresses."""
        facts = {"network": world.kainuu}
        return Case(self.page.format(**facts), self.files.format(**facts), self.reader, self.word)


CASES: Final[Mapping[str, Case]] = {
    "networks": Case("/keskus/alueet", "/keskus/alueet/lista", word="museo"),
    "partners": Case(
        "/verkosto/{network}/kumppanit", "/verkosto/{network}/kumppanit/tuonti/lista", "coordinator", "museo"
    ),
    "pop_ups": Case("/keskus/pop-up", "/keskus/pop-up/lista", word="museo"),
    "commitments": Case("/sitoumukset", "/sitoumukset/lista", "coordinator", "museo"),
    "people": Case("/kayttajat", "/kayttajat/lista", "coordinator", "museo"),
    "cards": Case("/jakaja/kortit", "/jakaja/kortit/lista", "distributor"),
    "exceptions": Case("/keskus/poikkeukset", "/keskus/poikkeukset/lista", word="museo"),
    "approvals": Case("/keskus/jakajat", "/keskus/jakajat/lista", word="museo"),
    "batches": Case("/keskus/tunnukset", "/keskus/tunnukset/lista"),
    "running": Case("/keskus/kokeilut", "/keskus/kokeilut/lista", word="museo"),
    "meetings": Case("/verkosto/{network}/kokoukset", "/verkosto/{network}/kokoukset/lista", "coordinator"),
    "national_meetings": Case("/keskus/kokoukset", "/keskus/kokoukset/lista"),
}
