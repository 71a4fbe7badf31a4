"""The national office: makes codes and sees the country."""

import csv
from pathlib import Path

from tests.journeys.people.person import Person

FIGURES = ("cards issued", "cards valid", "visits by adults", "visits by children")


class NationalOffice(Person):
    """Somebody of the national office."""

    account = "national_office"

    def make_codes(self, network: str, size: int) -> None:
        """Make a batch of new codes."""
        self.follow("Card codes")
        self.follow("Make new codes")
        self.field("Network").select_option(label=network)
        self.fill("How many codes", str(size))
        self.press("Make the codes")
        self.is_told("The codes have been made.")
        self.is_told("Not yet")

    def mark_handed_over(self) -> None:
        """Say that the network has its codes."""
        self.press("Mark as handed over")
        self.is_told("The batch is marked as handed over.")

    def download_codes(self) -> list[str]:
        """The batch's codes from its CSV."""
        with self.page.expect_download() as download:
            self.press("Download the codes (CSV)")
        with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
            heading, *rows = csv.reader(file)
        assert heading == ["code"]
        return [code for (code,) in rows]

    def figures_of_the_country(self) -> dict[str, int]:
        """This year's figures."""
        self.open("/keskus/")
        return self.figures(FIGURES)
