// Sound and vibration, each turned off for good with one tap; also where cards are typed, and no camera is open.
import { type Preference, preference, rememberPreference } from "../../scanner/preferences";
import { canVibrate, signal } from "../../scanner/signals";

export function offerSwitches(root: ParentNode): void {
  offer(root.querySelector('[data-camera="sound"]'), "sound");
  if (canVibrate()) offer(root.querySelector('[data-camera="vibration"]'), "vibration");
}

export function press(button: HTMLButtonElement, isOn: boolean): void {
  button.setAttribute("aria-pressed", String(isOn));
}

function offer(button: HTMLButtonElement | null, name: Preference): void {
  if (!button) return;
  button.hidden = false;
  press(button, preference(name) !== "off");
  button.addEventListener("click", () => {
    const isOn = preference(name) === "off";
    rememberPreference(name, isOn ? "on" : "off");
    press(button, isOn);
    if (isOn) signal("read");
  });
}
