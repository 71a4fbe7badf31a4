"""What the shipped decoder makes of tilted, broken and dim codes, and of labels that are no cards."""

import string
from collections.abc import Iterator

import pytest

from tests.support.card_pictures import code39
from tests.support.foreign_labels import FOREIGN_LABELS
from tests.support.frame_reader import BURST, FrameReader
from tests.support.hard_frames import KINDS, SCENES, frame_of, hard_case, scene_without_code

READ = [
    ("qr", "cracks, dim", 30),
    ("qr inverted", "dim", 45),
    ("qr mirrored", "moiré, out of focus", 20),
    ("code39", "tilt alone", 45),
    ("code39", "dim", 20),
    ("code39", "cracks", 30),
    ("code39 inverted", "tilt alone", 0),
    ("code39 inverted", "glare", 40),
    ("code39 mirrored", "moiré", 45),
    ("code128", "out of focus", 40),
    ("code128", "pale", 45),
]


@pytest.fixture(scope="module")
def reader() -> Iterator[FrameReader]:
    with FrameReader() as reader:
        yield reader


@pytest.mark.parametrize(("kind", "hardship", "angle"), READ)
def test_a_hard_code_is_read(reader: FrameReader, kind: str, hardship: str, angle: int) -> None:
    case = hard_case(kind, hardship, angle, frames=BURST)
    burst = reader.read(case.frames)
    assert burst.found == case.code
    assert set(burst.reads) <= {case.code, None}


def test_every_kind_of_code_is_among_the_hard_ones() -> None:
    assert {kind for kind, _, _ in READ} == set(KINDS)


@pytest.mark.parametrize("degrees", [0, 33])
def test_a_code_that_ends_by_chance_in_its_check_character_is_a_card(
    reader: FrameReader, degrees: int
) -> None:
    code = "K522605063"
    assert code39_check_character(code[:-1]) == code[-1]
    assert reader.read(frame_of(code39(code), degrees, label=code, frames=BURST)).found == code


@pytest.mark.parametrize("degrees", [0, 33])
@pytest.mark.parametrize("label", FOREIGN_LABELS)
def test_a_label_of_another_trade_is_no_card(reader: FrameReader, label: str, degrees: int) -> None:
    frames = frame_of(FOREIGN_LABELS[label](), degrees, label=label, frames=BURST)
    assert reader.read(frames).found == "foreign"


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_read_where_no_code_is(reader: FrameReader, scene: str) -> None:
    burst = reader.read(scene_without_code(scene, frames=BURST))
    assert (burst.found, set(burst.reads)) == (None, {None})


def code39_check_character(text: str) -> str:
    """Of Code 39 with a check character: the sum of the characters' values, modulo 43."""
    values = string.digits + string.ascii_uppercase
    return values[sum(values.index(character) for character in text) % 43]
