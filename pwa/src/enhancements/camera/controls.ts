// The buttons of the viewfinder that change something and remember it: light, lens, sound, vibration.
import { type Camera, chooseNextLens } from "../../scanner/camera";
import { type Preference, preference, rememberPreference } from "../../scanner/preferences";
import { canVibrate, signalRead } from "../../scanner/signals";
import type { CameraParts } from "./parts";

export class Controls {
  #camera: Camera | null = null;

  constructor(
    private readonly parts: CameraParts,
    restart: () => void,
  ) {
    const { torch, lens, sound, vibration } = parts;
    offer(sound, "sound");
    if (canVibrate()) offer(vibration, "vibration");
    torch.addEventListener("click", () => void this.#switchTorch());
    lens.addEventListener("click", async () => {
      if (this.#camera) await chooseNextLens(this.#camera);
      restart();
    });
  }

  /** What the camera now open can do. */
  async show(camera: Camera): Promise<void> {
    const { torch, lens } = this.parts;
    this.#camera = camera;
    torch.hidden = !camera.hasTorch;
    press(torch, camera.isTorchOn);
    lens.hidden = (await camera.lensCount()) < 2;
  }

  hide(): void {
    this.#camera = null;
    this.parts.torch.hidden = true;
  }

  async #switchTorch(): Promise<void> {
    const camera = this.#camera;
    if (!camera) return;
    await camera.setTorch(!camera.isTorchOn);
    rememberPreference("torch", camera.isTorchOn ? "on" : "off");
    press(this.parts.torch, camera.isTorchOn);
  }
}

function offer(button: HTMLButtonElement, name: Preference): void {
  button.hidden = false;
  press(button, preference(name) !== "off");
  button.addEventListener("click", () => {
    const isOn = preference(name) === "off";
    rememberPreference(name, isOn ? "on" : "off");
    press(button, isOn);
    if (isOn) signalRead();
  });
}

function press(button: HTMLButtonElement, isOn: boolean): void {
  button.setAttribute("aria-pressed", String(isOn));
}
