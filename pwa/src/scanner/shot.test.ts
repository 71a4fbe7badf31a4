import { afterEach, expect, test, vi } from "vitest";
import { shotOf } from "./shot";

const AREA = { x: 0, y: 0, width: 64, height: 48 };
const close = vi.fn();

function browserWithFrames(displayWidth: number, displayHeight: number): void {
  class Frame {
    displayWidth = displayWidth;
    displayHeight = displayHeight;
    close = close;
  }
  vi.stubGlobal("VideoFrame", Frame);
  vi.stubGlobal("OffscreenCanvas", class {});
}

const video = { videoWidth: 64, videoHeight: 48 } as HTMLVideoElement;

afterEach(() => {
  vi.unstubAllGlobals();
  close.mockReset();
});

test("a frame that is what the video shows is handed over", () => {
  browserWithFrames(64, 48);
  expect(shotOf(video, AREA, AREA)).toMatchObject({ area: AREA, size: AREA });
  expect(close).not.toHaveBeenCalled();
});

test("a frame that lies on its side is given back, and read on the page", () => {
  browserWithFrames(48, 64);
  expect(shotOf(video, AREA, AREA)).toBeNull();
  expect(close).toHaveBeenCalledOnce();
});

test("a browser without frames, or a video that has none yet, reads on the page", () => {
  expect(shotOf(video, AREA, AREA)).toBeNull();
  browserWithFrames(64, 48);
  vi.stubGlobal("VideoFrame", () => {
    throw new DOMException("no frame", "InvalidStateError");
  });
  expect(shotOf(video, AREA, AREA)).toBeNull();
});
