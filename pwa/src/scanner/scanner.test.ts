import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAgreement } from "./agreement";
import type { Read } from "./decoder";
import { IDLE_MS, Scanner } from "./scanner";

const stop = vi.fn();
const track = Object.assign(new EventTarget(), { stop, getSettings: () => ({}) });
const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
const getUserMedia = vi.fn();
const read = vi.fn<() => Promise<Read | null>>();
const listener = { started: vi.fn(), found: vi.fn(), rested: vi.fn(), failed: vi.fn() };

function scanner(): Scanner {
  const video = document.createElement("video");
  Object.defineProperties(video, { videoWidth: { value: 64 }, videoHeight: { value: 48 } });
  Object.defineProperty(video, "srcObject", { value: null, writable: true });
  video.play = async () => undefined;
  const agreement = createAgreement(new Set("A"));
  return new Scanner({ video, decoder: async () => ({ read, close: () => undefined }), agreement }, listener);
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
