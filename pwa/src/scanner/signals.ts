// "Read", without eyes on the screen: a short sound and a buzz. Each may be missing or turned off, and none stops anything.
import { preference } from "./preferences";

const READ_HERTZ = 1320;
const READ_SECONDS = 0.09;
const BUZZ_MS = 60;

let audio: AudioContext | null = null;

/** Sound needs a tap first; call this from one. */
export function unlockSound(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume().catch(() => undefined);
  } catch {
    audio = null; // a browser or a policy without sound
  }
}

export function signalRead(): void {
  if (preference("sound") !== "off") beep();
  if (preference("vibration") !== "off") buzz();
}

export const canVibrate = (): boolean => "vibrate" in navigator;

function beep(): void {
  if (audio?.state !== "running") return;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + READ_SECONDS);
  tone.frequency.value = READ_HERTZ;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + READ_SECONDS);
}

function buzz(): void {
  try {
    navigator.vibrate?.(BUZZ_MS);
  } catch {
    // Some browsers refuse instead of doing nothing.
  }
}
