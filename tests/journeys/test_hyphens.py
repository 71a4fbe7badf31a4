"""On the narrowest phone, in the largest text, long words break at their points; copied they are whole."""

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.holder import Holder
from tests.support.devices import NARROW, PHONE
from tools.hyphens import SHORTEST, points_of
from webapp.plumbing.words.language import PLAIN_FINNISH, language_of

pytestmark = pytest.mark.journey

PAGES: Final = (
    "/oma",
    "/oma/tiedot",
    "/oma/avain",
    "/oma/puhelimet",
    "/oma/palaute",
    "/tietosuoja",
    "/saavutettavuus",
)
SHY: Final = "\N{SOFT HYPHEN}"
# Long words that stand on two lines: where each goes over to the next line, the sign before that place.
_BROKEN: Final = """(shortest) => {
  document.documentElement.dataset.textSize = "3";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // Not what is clipped for screen readers, nor what is folded away.
    if (node.parentElement.getBoundingClientRect().width < 20) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\u00ad]+/gu)) {
      if (word.replaceAll("\\u00ad", "").length < shortest) continue;
      const at = (place) => {
        const range = document.createRange();
        range.setStart(node, index + place);
        range.setEnd(node, index + place + 1);
        return [...range.getClientRects()].at(-1); // the first may be the end of the line before
      };
      const places = [...word].map((_, place) => place);
      const letters = places.filter((place) => word[place] !== "\\u00ad" && at(place));
      for (const [number, place] of letters.entries()) {
        const isNextLine = number && at(place).top > at(letters[number - 1]).top + 5;
        if (isNextLine) broken.push([word, word[place - 1]]);
      }
    }
  }
  return broken;
}"""

# Of choices that stand side by side: words of a length that has no points, and yet stand on two lines.
_CUT: Final = """(size) => {
  document.documentElement.dataset.textSize = size;
  const cut = [];
  for (const label of document.querySelectorAll(".govuk-radios--inline label")) {
    for (const { 0: word, index } of label.firstChild.data.matchAll(/\\S+/gu)) {
      const range = document.createRange();
      range.setStart(label.firstChild, index);
      range.setEnd(label.firstChild, index + word.length);
      if (!word.includes("\u00ad") && range.getClientRects().length > 1) cut.push(word);
    }
  }
  return cut;
}"""


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_choices_stand_side_by_side_only_where_their_words_are_whole(meet: Meet, language: str) -> None:
    page = meet(Distributor, language, PHONE, still=True).sign_in().open("/jakaja/uusi").page
    labels = page.locator(".govuk-radios--inline label")
    assert labels.count() == 2
    assert [page.evaluate(_CUT, size) for size in ("1", "2", "3")] == [[], [], []]


@pytest.mark.parametrize("variant", ["fi", PLAIN_FINNISH, "sv"])
def test_long_words_break_at_their_points(meet: Meet, variant: str) -> None:
    holder: Holder = meet(Holder, variant, NARROW, still=True)
    holder.open("/kirjaudu").page.locator("button[name=role][value=cardholder]").click()
    holder.page.context.add_cookies([{"name": "language", "value": variant, "url": holder.page.url}])
    listed = points_of(language_of(variant))
    broken: list[tuple[str, str]] = []
    for path in PAGES:
        found = holder.open(path).page.evaluate(_BROKEN, SHORTEST)
        broken += [(word, sign) for word, sign in found if word.replace(SHY, "").lower() in listed]
    assert broken, "no page has a word that is longer than a line has space for"
    assert [(word, sign) for word, sign in broken if sign != SHY] == []


def test_a_long_word_is_copied_and_found_as_it_is_spelt(meet: Meet) -> None:
    holder: Holder = meet(Holder, "fi", NARROW, still=True)
    holder.open("/tietosuoja").waits_for_scripts()
    holder.page.evaluate(
        "() => document.addEventListener('copy', (event) => {"
        " window.copied = event.clipboardData.getData('text/plain') || getSelection().toString(); })"
    )
    assert SHY in holder.page.locator("main").inner_text()
    holder.page.locator("main").click(click_count=1, position={"x": 1, "y": 1})
    holder.page.keyboard.press("Control+A")
    holder.page.keyboard.press("Control+C")
    copied = holder.page.evaluate("window.copied")
    assert len(copied) > len("kortinhaltija")
    assert SHY not in copied
    holder.open(f"/kohteet?word=mu{SHY}seo")
    with_it = holder.page.locator("#found").inner_text()
    holder.open("/kohteet?word=museo")
    expect(holder.page.locator("#found")).to_have_text(with_it, use_inner_text=True)
