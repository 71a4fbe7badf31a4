import { beforeEach, expect, test, vi } from "vitest";
import type { Camera } from "../../scanner/camera";
import { preference } from "../../scanner/preferences";
import { Controls } from "./controls";
import type { CameraParts } from "./parts";

const button = () => Object.assign(document.createElement("button"), { hidden: true });
const restart = vi.fn();
let parts: CameraParts;

function camera(lenses: number, hasTorch = true): Camera {
  let isOn = false;
  return {
    stream: { getVideoTracks: () => [] } as unknown as MediaStream,
    hasTorch,
    get isTorchOn() {
      return isOn;
    },
    setTorch: async (on) => {
      isOn = on;
    },
    lensCount: async () => lenses,
    stop: () => undefined,
  };
}

beforeEach(() => {
  localStorage.clear();
  restart.mockReset();
  const enumerateDevices = async () => [];
  Object.defineProperty(navigator, "mediaDevices", { value: { enumerateDevices }, configurable: true });
  parts = { torch: button(), lens: button() } as unknown as CameraParts;
});

test("the lamp is offered where there is one, and remembered as it was left", async () => {
  const controls = new Controls(parts, restart);
  await controls.show(camera(1, false));
  expect(parts.torch.hidden).toBe(true);
  await controls.show(camera(1));
  expect(parts.torch.hidden).toBe(false);
  expect(parts.torch.getAttribute("aria-pressed")).toBe("false");
  parts.torch.click();
  await vi.waitFor(() => expect(preference("torch")).toBe("on"));
  expect(parts.torch.getAttribute("aria-pressed")).toBe("true");
});

test("another camera is offered where there are several, and opened at once", async () => {
  const controls = new Controls(parts, restart);
  await controls.show(camera(1));
  expect(parts.lens.hidden).toBe(true);
  await controls.show(camera(2));
  expect(parts.lens.hidden).toBe(false);
  parts.lens.click();
  await vi.waitFor(() => expect(restart).toHaveBeenCalledTimes(1));
});
