"""The shipped decoder and agreement in a process of their own, asked with bursts of a camera's frames."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Final, Self, cast

from PIL import Image

from tests.support.card_pictures import FRAME

BURST: Final = 6
"""Frames of a case: about half a second before a phone's camera."""
_COMMAND: Final = ("tools/with-node.sh", "node", "pwa/tooling/read-frames.mjs")


@dataclass(frozen=True)
class Burst:
    """The code that counts, "foreign" or None; what each frame gave, and how long it took."""

    found: str | None
    reads: tuple[str | None, ...]
    milliseconds: tuple[float, ...]


@dataclass(frozen=True)
class Comparison:
    """The same frames as the page reads them, and by the decoder alone, which levels no bars."""

    shipped: Burst
    plain: Burst


class FrameReader:
    """To be used in `with`: it ends its process."""

    def __init__(self) -> None:
        command = [*_COMMAND, *(str(number) for number in (*FRAME, BURST))]
        self._process = subprocess.Popen(  # noqa: S603 - the project's own tool
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._sizes = [(size["width"], size["height"]) for size in self._answer()]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def read(self, frames: Sequence[Image.Image]) -> Burst:
        """What the page would find in these frames."""
        return self.compare(frames).shipped

    def compare(self, frames: Sequence[Image.Image]) -> Comparison:
        """What the page would find in these frames, and what the decoder alone."""
        for frame, size in zip(frames, self._sizes, strict=True):
            cast("IO[bytes]", self._process.stdin).write(
                frame.resize(size, Image.Resampling.BILINEAR).tobytes()
            )
        cast("IO[bytes]", self._process.stdin).flush()
        told = self._answer()
        return Comparison(_burst(told["shipped"]), _burst(told["plain"]))

    def _answer(self) -> Any:
        return json.loads(cast("IO[bytes]", self._process.stdout).readline())


def _burst(told: dict[str, Any]) -> Burst:
    found = told["found"].get("code", "foreign") if told["found"] else None
    return Burst(found, tuple(told["reads"]), tuple(told["milliseconds"]))
