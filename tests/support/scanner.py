"""A hardware scanner: real keys of a keyboard, sent to the browser at a pace of its own."""

import re
import time
from typing import Any, Final

from playwright.sync_api import Page

_SHIFTED: Final = '=!"#¤%&/()'


class Scanner:
    """`pace` in milliseconds between two keys; `suffix` is the name of a key, or nothing."""

    def __init__(self, page: Page, *, pace: int, suffix: str) -> None:
        self._keyboard = page.context.new_cdp_session(page)
        self._pace, self._suffix = pace / 1000, suffix

    def reads(self, text: str) -> None:
        """Send a text, and the suffix.

        A busy machine sends a key late, but the browser is told when it was due: what comes of it depends on
        the scanner's pace, not on the machine's.
        """
        due = time.time()
        for character in text:
            due += self._pace
            self._send(_key_of(character), due)
        if self._suffix:
            self._send({"key": self._suffix, "code": self._suffix, **_KEYS[self._suffix]}, due + self._pace)

    def _send(self, key: dict[str, Any], due: float) -> None:
        time.sleep(max(0, due - time.time()))
        kind = "keyDown" if "text" in key else "rawKeyDown"
        self._keyboard.send("Input.dispatchKeyEvent", {"type": kind, "timestamp": due, **key})
        up = {name: value for name, value in key.items() if name != "text"}
        self._keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "timestamp": due, **up})


_KEYS: Final[dict[str, dict[str, Any]]] = {
    "Enter": {"windowsVirtualKeyCode": 13, "text": "\r"},
    "Tab": {"windowsVirtualKeyCode": 9},
}


def _key_of(character: str) -> dict[str, Any]:
    key: dict[str, Any] = {"key": character, "text": character}
    if re.fullmatch("[0-9]", character):
        return {**key, "code": f"Digit{character}", "windowsVirtualKeyCode": ord(character)}
    if character in _SHIFTED:
        digit = str(_SHIFTED.index(character))
        return {**key, "code": f"Digit{digit}", "windowsVirtualKeyCode": ord(digit), "modifiers": 8}
    if re.fullmatch("[A-Za-z]", character):
        code = f"Key{character.upper()}"
        return {**key, "code": code, "windowsVirtualKeyCode": ord(character.upper())}
    return {**key, "code": "", "windowsVirtualKeyCode": 0}
