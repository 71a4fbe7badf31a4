// The buttons of the viewfinder that change something and remember it: light, lens, sound, vibration.
import { type Camera, chooseNextLens } from "../../scanner/camera";
import { rememberPreference } from "../../scanner/preferences";
import type { CameraParts } from "./parts";
import { press } from "./switches";

export class Controls {
  #camera: Camera | null = null;

  constructor(
    private readonly parts: CameraParts,
    restart: () => void,
  ) {
    const { torch, lens } = parts;
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
