import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAgreement } from "./agreement";
import type { Decoder, Read } from "./decoder";
import { IDLE_MS, Scanner } from "./scanner";

const stop = vi.fn();
const track = Object.assign(new EventTarget(), { stop, getSettings: () => ({}) });
const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
const getUserMedia = vi.fn();
const read = vi.fn<() => Promise<Read | null>>();
const listener = { started: vi.fn(), found: vi.fn(), rested: vi.fn(), failed: vi.fn() };

function scanner(readShot?: Decoder["readShot"]): Scanner {
  const video = document.createElement("video");
  Object.defineProperties(video, { videoWidth: { value: 64 }, videoHeight: { value: 48 } });
  Object.defineProperty(video, "srcObject", { value: null, writable: true });
  video.play = async () => undefined;
  const agreement = createAgreement(new Set("A"));
  const decoder: Decoder = { read, ...(readShot && { readShot }), close: () => undefined };
  return new Scanner({ video, decoder: async () => decoder, agreement }, listener);
}

beforeEach(() => {
  vi.useFakeTimers();
  for (const mock of [stop, read, ...Object.values(listener)]) mock.mockReset();
  read.mockResolvedValue(null);
  getUserMedia.mockReset().mockResolvedValue(stream);
  Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia }, configurable: true });
  const image = { data: new Uint8ClampedArray(400) };
  const context = { canvas: {}, drawImage: () => undefined, getImageData: () => image };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as never);
});

afterEach(() => vi.useRealTimers());

test("a code in a frame is reported", async () => {
  read.mockResolvedValue({ text: "A999123453", format: "qr" });
  await scanner().start();
  await vi.advanceTimersByTimeAsync(100);
  expect(listener.found).toHaveBeenCalledExactlyOnceWith({ kind: "code", code: "A999123453" });
});

test("bars are looked at again at once, and only then is there a rest as long as the look", async () => {
  const started: number[] = [];
  let frame = 0;
  const look = async () => {
    started.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { read: { text: "A999123453", format: "bars" as const }, frame: frame++ };
  };
  vi.stubGlobal(
    "VideoFrame",
    class {
      displayWidth = 64;
      displayHeight = 48;
      close() {}
    },
  );
  vi.stubGlobal("OffscreenCanvas", class {});
  await scanner(look).start();
  await vi.advanceTimersByTimeAsync(1000);
  const [first = 0, second = 0, third = 0] = started;
  expect(second - first).toBeLessThan(300);
  expect(third - second).toBeGreaterThanOrEqual(400);
  vi.unstubAllGlobals();
});

test("after a minute without a code the lens goes dark, and start lights it again", async () => {
  const one = scanner();
  await one.start();
  await vi.advanceTimersByTimeAsync(IDLE_MS);
  expect(listener.rested).toHaveBeenCalledTimes(1);
  expect(stop).toHaveBeenCalledTimes(1);
  const readings = read.mock.calls.length;
  await vi.advanceTimersByTimeAsync(IDLE_MS);
  expect(read).toHaveBeenCalledTimes(readings);
  await one.start();
  expect(listener.started).toHaveBeenCalledTimes(2);
});

test("closed while the person was being asked: the camera goes out at once", async () => {
  const one = scanner();
  const starting = one.start();
  one.stop();
  await starting;
  expect(stop).toHaveBeenCalled();
  expect(listener.started).not.toHaveBeenCalled();
});

test("a camera that ends and a decoder that fails are reported", async () => {
  await scanner().start();
  track.dispatchEvent(new Event("ended"));
  expect(listener.failed).toHaveBeenLastCalledWith("busy");
  read.mockRejectedValue(new Error("gone"));
  await scanner().start();
  await vi.advanceTimersByTimeAsync(100);
  expect(listener.failed).toHaveBeenLastCalledWith("no-decoder");
});

test("a decoder with a thread of its own gets the frame, and the page takes no pixels out of it", async () => {
  class Frame {
    displayWidth = 64;
    displayHeight = 48;
  }
  vi.stubGlobal("VideoFrame", Frame);
  vi.stubGlobal("OffscreenCanvas", class {});
  const readShot = vi.fn(async () => ({ read: { text: "A999123453", format: "qr" } as const, frame: 1 }));
  await scanner(readShot).start();
  await vi.advanceTimersByTimeAsync(100);
  vi.unstubAllGlobals();
  expect(listener.found).toHaveBeenCalledExactlyOnceWith({ kind: "code", code: "A999123453" });
  expect(readShot).toHaveBeenCalledWith(expect.objectContaining({ frame: expect.any(Frame) }));
  expect(read).not.toHaveBeenCalled();
});
