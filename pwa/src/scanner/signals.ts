// What a reading sounds and feels like: five answers, told apart without looking, quiet and off-able.
import { preference } from "./preferences";

/** `read`: a code went into a form's field, and nothing has been judged. */
export type Signal =
  | "read"
  | "valid"
  | "recorded"
  | "repeated"
  | "refused"
  | "mistyped"
  | "unknown"
  | "foreign";

interface Pattern {
  /** One after another: Hz and how long, in ms; 0 Hz is a pause. */
  tones: readonly (readonly [hertz: number, ms: number])[];
  /** As `navigator.vibrate` takes it: on, off, on …, in ms. */
  buzz: readonly number[];
}

const VOLUME = 0.15;
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

export function signal(kind: Signal): void {
  const { tones, buzz } = patternOf(kind);
  document.documentElement.dataset.signal = kind;
  if (preference("sound") !== "off") play(tones);
  if (preference("vibration") !== "off") vibrate(buzz);
}

export const canVibrate = (): boolean => "vibrate" in navigator;

/** Up is yes, down is no, level and long is a question. */
const PATTERNS: Readonly<Record<Signal, Pattern>> = {
  read: { tones: [[1320, 90]], buzz: [60] },
  valid: {
    tones: [
      [880, 80],
      [1320, 110],
    ],
    buzz: [70],
  },
  recorded: {
    tones: [
      [880, 60],
      [1108, 60],
      [1320, 120],
    ],
    buzz: [40, 40, 40],
  },
  repeated: {
    tones: [
      [880, 90],
      [0, 70],
      [880, 90],
    ],
    buzz: [70, 80, 70],
  },
  refused: {
    tones: [
      [440, 160],
      [294, 260],
    ],
    buzz: [350],
  },
  mistyped: { tones: [[660, 320]], buzz: [160, 80, 160] },
  unknown: { tones: [[660, 320]], buzz: [160, 80, 160] },
  foreign: {
    tones: [
      [294, 80],
      [0, 50],
      [294, 80],
    ],
    buzz: [30, 50, 30, 50, 30],
  },
};

export const patternOf = (kind: Signal): Pattern => PATTERNS[kind];

function play(tones: Pattern["tones"]): void {
  if (audio?.state !== "running") return;
  let at = audio.currentTime;
  for (const [hertz, ms] of tones) {
    if (hertz) playOne(audio, hertz, at, ms / 1000);
    at += ms / 1000;
  }
}

function playOne(context: AudioContext, hertz: number, at: number, seconds: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  volume.gain.setValueAtTime(VOLUME, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  tone.frequency.value = hertz;
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + seconds);
}

function vibrate(buzz: Pattern["buzz"]): void {
  try {
    navigator.vibrate?.([...buzz]);
  } catch {
    // Some browsers refuse instead of doing nothing.
  }
}
