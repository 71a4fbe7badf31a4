"""A camera that sees what a test lays before it: a canvas in the place of the lens."""

import base64
import io
from typing import Final

from PIL import Image
from playwright.sync_api import Page

from tests.support.card_pictures import FRAME, SYMBOLS, empty_table, on_table

# Moved a little from frame to frame, as in a hand: of bar codes two different pictures have to agree.
_LENS: Final = """([width, height]) => {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  let picture = null;
  let turn = 0;
  window.layBeforeCamera = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  };
  setInterval(() => {
    turn += 1;
    context.fillStyle = "rgb(120 120 120)";
    context.fillRect(0, 0, width, height);
    if (picture) context.drawImage(picture, turn % 5, turn % 3);
  }, 40);
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
}"""
_LAY: Final = "(base64) => window.layBeforeCamera(base64)"


class DrawnCamera:
    """The only camera of every page that is opened in the browser of `page` from now on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.context.add_init_script(f"({_LENS})({list(FRAME)})")

    def sees_card(self, code: str, symbol: str = "qr") -> None:
        """A card with its code as a `qr`, `code39` or `code128`."""
        self.sees(on_table(SYMBOLS[symbol](code)))

    def sees_table(self) -> None:
        """The card has been taken away."""
        self.sees(empty_table())

    def sees(self, frame: Image.Image) -> None:
        """Whatever is in the picture."""
        file = io.BytesIO()
        frame.save(file, "PNG", compress_level=1)
        self.page.evaluate(_LAY, base64.b64encode(file.getvalue()).decode())
