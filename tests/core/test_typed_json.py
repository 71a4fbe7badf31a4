"""JSON from outside: what is deeper than our own pages write is refused, whatever else it is."""

import json

import pytest

from webapp.core.typed_json import DEEPEST, UnreadableJsonError, read_json


@pytest.mark.parametrize("made", [bytes, str])
def test_what_our_pages_send_is_read(made: type) -> None:
    wide = {"commands": [{"id": str(number), "group": [None]} for number in range(200)]}
    sent = json.dumps(wide)
    assert read_json(sent.encode() if made is bytes else sent) == wide
    assert read_json("[" * DEEPEST + "]" * DEEPEST)


@pytest.mark.parametrize("depth", [DEEPEST + 1, 900, 100_000])
@pytest.mark.parametrize("level", ["[]", '{"a":}'])
def test_what_is_deeper_is_refused(depth: int, level: str) -> None:
    with pytest.raises(UnreadableJsonError):
        read_json(level[:-1] * depth + "1" + level[-1] * depth)


@pytest.mark.parametrize("sent", ["", "{", b"\xff", "9" * 5000, b"\x00"])
def test_what_is_no_json_is_refused(sent: str | bytes) -> None:
    with pytest.raises(UnreadableJsonError):
        read_json(sent)
