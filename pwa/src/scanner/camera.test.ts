import { beforeEach, expect, test, vi } from "vitest";
import { CameraError, chooseNextLens, openCamera } from "./camera";
import { preference, rememberPreference } from "./preferences";

const track = { getCapabilities: () => ({ torch: true }), applyConstraints: vi.fn(), stop: vi.fn() };
const stream = (deviceId: string) => ({
  getVideoTracks: () => [{ ...track, getSettings: () => ({ deviceId }) }],
  getTracks: () => [track],
});
const getUserMedia = vi.fn();
const lenses = ["back", "wide", "front"].map((deviceId) => ({ kind: "videoinput", deviceId }));
const enumerateDevices = vi.fn(async () => [{ kind: "audioinput", deviceId: "ear" }, ...lenses]);

const failing = (name: string) => Object.assign(new Error(name), { name });
const wanted = (call: number) => getUserMedia.mock.calls[call]?.[0].video;

function offer(mediaDevices: object | undefined, isSecure = true): void {
  Object.defineProperty(navigator, "mediaDevices", { value: mediaDevices, configurable: true });
  vi.stubGlobal("isSecureContext", isSecure);
}

beforeEach(() => {
  localStorage.clear();
  getUserMedia.mockReset().mockResolvedValue(stream("back"));
  track.applyConstraints.mockReset().mockResolvedValue(undefined);
  offer({ getUserMedia, enumerateDevices });
});

test("the camera on the back is asked for, without sound", async () => {
  await openCamera();
  expect(wanted(0).facingMode).toEqual({ ideal: "environment" });
  expect(getUserMedia.mock.calls[0]?.[0].audio).toBe(false);
});

test.each([
  ["NotAllowedError", "not-allowed"],
  ["NotFoundError", "none"],
  ["NotReadableError", "busy"],
  ["SomethingNew", "busy"],
])("%s is reported as %s", async (name, problem) => {
  getUserMedia.mockRejectedValue(failing(name));
  await expect(openCamera()).rejects.toEqual(new CameraError(problem as CameraError["problem"]));
  await expect(openCamera()).rejects.toHaveProperty("problem", problem);
});

test("a browser that hides its camera is distinguished from one without", async () => {
  offer(undefined, false);
  await expect(openCamera()).rejects.toHaveProperty("problem", "insecure");
  offer(undefined, true);
  await expect(openCamera()).rejects.toHaveProperty("problem", "none");
});

test("the next lens is remembered and opened, round and round", async () => {
  const camera = await openCamera();
  expect(await camera.lensCount()).toBe(3);
  await chooseNextLens(camera);
  expect(preference("lens")).toBe("wide");
  await openCamera();
  expect(wanted(1).deviceId).toEqual({ exact: "wide" });
  getUserMedia.mockResolvedValue(stream("front"));
  await chooseNextLens(await openCamera());
  expect(preference("lens")).toBe("back");
});

test("a remembered lens that is gone is forgotten; a refusal is not asked around", async () => {
  rememberPreference("lens", "gone");
  getUserMedia.mockRejectedValueOnce(failing("OverconstrainedError"));
  await openCamera();
  expect(preference("lens")).toBe("");
  rememberPreference("lens", "back");
  getUserMedia.mockReset().mockRejectedValue(failing("NotAllowedError"));
  await expect(openCamera()).rejects.toHaveProperty("problem", "not-allowed");
  expect(getUserMedia).toHaveBeenCalledTimes(1);
});

test("a light that was on is lit again; one that refuses stops nothing", async () => {
  rememberPreference("torch", "on");
  expect((await openCamera()).isTorchOn).toBe(true);
  expect(track.applyConstraints).toHaveBeenCalledWith({ advanced: [{ torch: true }] });
  track.applyConstraints.mockRejectedValue(new Error("hot"));
  expect((await openCamera()).isTorchOn).toBe(false);
});
