"""What the tour asks of a page's controls, on controls that are wrong in each of its ways."""

import pytest
from playwright.sync_api import Browser

from tests.support.told_controls import badly_told_controls

pytestmark = pytest.mark.journey

CLIPPED = "position: absolute; clip-path: inset(50%)"


@pytest.mark.parametrize(
    ("controls", "wrong"),
    [
        ("<button><svg width=9 height=9></svg></button>", "a control without a name"),
        ("<button><span role=status>Copy</span></button>", "a live region inside a control"),
        ("<a href=/ ><i aria-live=polite>Saved</i> places</a>", "a live region inside a control"),
        ("<button><b aria-hidden=true>FI</b><i style='{clipped}'>suomi</i></button>", "seen as “FI”"),
        ("<a href=/ aria-label=Enlarge>Show larger</a>", "seen as “Show larger”, told as “Enlarge”"),
        ("<input>", "a control without a name"),
        ("<label for=a>Postal code</label><input id=a aria-label=Code>", "seen as “Postal code”"),
        ("<details><summary aria-label=More>Less</summary></details>", "seen as “Less”"),
    ],
)
def test_a_control_that_is_told_wrongly_is_found(browser: Browser, controls: str, wrong: str) -> None:
    page = browser.new_page()
    page.set_content(controls.format(clipped=CLIPPED))
    found = list(badly_told_controls(page))
    page.close()
    assert any(one.startswith(wrong) for one in found), found


@pytest.mark.parametrize(
    "controls",
    [
        "<button>Copy</button><span role=status></span>",
        "<button><b>SV</b> <i style='{clipped}'>svenska</i></button>",
        "<a href=/ aria-label='Enlarge the code'><svg width=9 height=9></svg></a>",
        "<label>Postal code <input></label><label><input type=radio> Yes</label>",
        "<button aria-label='One more'>+</button>",
        "<button>kortin\u00adhaltija</button><button hidden></button>",
        "<a href=/ aria-labelledby='a b' id=a>Take off<b id=b style='{clipped}'>: the phone</b></a>",
    ],
)
def test_a_control_that_is_told_as_it_looks_is_left_alone(browser: Browser, controls: str) -> None:
    page = browser.new_page()
    page.set_content(controls.format(clipped=CLIPPED))
    found = list(badly_told_controls(page))
    marked = page.locator("[data-told]").count()
    page.close()
    assert (found, marked) == ([], 0)
