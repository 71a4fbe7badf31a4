// "Read with the camera" beside a card code's field. Camera and decoder are loaded when they are wanted.
import { sessionNote } from "../../scanner/preferences";
import { unlockSound } from "../../scanner/signals";
import { offerSwitches } from "./switches";
import type { Viewfinder } from "./viewfinder";

export function enhance(root: HTMLElement): void {
  const opener = root.querySelector<HTMLButtonElement>('[data-camera="opener"]');
  // Without a secure connection browsers hide the camera: the button stays and says so.
  if (!opener || (!navigator.mediaDevices && isSecureContext)) return;
  let loading: Promise<Viewfinder> | undefined;
  const open = async (isByHand: boolean) => {
    loading ??= import("./viewfinder").then((module) => new module.Viewfinder(root));
    (await loading).open(isByHand);
  };
  root.hidden = false;
  offerSwitches(root);
  opener.addEventListener("click", () => {
    unlockSound();
    void open(true);
  });
  if (root.dataset.reopens === "true" && sessionNote("camera-open")) void open(false);
}
