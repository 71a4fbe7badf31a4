// The device's camera: opened on the world side, with the lens and the light that were used last.
import { preference, rememberPreference } from "./preferences";

export type CameraProblem = "not-allowed" | "none" | "busy" | "insecure";

export class CameraError extends Error {
  constructor(readonly problem: CameraProblem) {
    super(problem);
  }
}

export interface Camera {
  readonly stream: MediaStream;
  readonly hasTorch: boolean;
  readonly isTorchOn: boolean;
  setTorch(on: boolean): Promise<void>;
  /** How many lenses there are to change between; 1 where the browser does not tell. */
  lensCount(): Promise<number>;
  stop(): void;
}

const PROBLEMS: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: "not-allowed",
  SecurityError: "not-allowed",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

// `torch` is in the Image Capture specification, not yet in TypeScript's own list.
interface TorchTrack {
  getCapabilities?(): { torch?: boolean };
  applyConstraints(constraints: { advanced: { torch: boolean }[] }): Promise<void>;
}

/** Rejects with CameraError. The lens remembered may be gone (another phone's storage): then any on the back. */
export async function openCamera(): Promise<Camera> {
  if (!navigator.mediaDevices) throw new CameraError(isSecureContext ? "none" : "insecure");
  const lens = preference("lens");
  const stream = (lens && (await streamOf({ deviceId: { exact: lens } }).catch(forgetLens))) || null;
  const camera = cameraOf(stream ?? (await streamOf({ facingMode: { ideal: "environment" } })));
  if (camera.hasTorch && preference("torch") === "on") await camera.setTorch(true);
  return camera;
}

/** Remembers the lens after the one in use; the next `openCamera` opens it. */
export async function chooseNextLens(camera: Camera): Promise<void> {
  const lenses = await lensIds();
  const current = camera.stream.getVideoTracks()[0]?.getSettings().deviceId ?? "";
  const next = lenses[(lenses.indexOf(current) + 1) % lenses.length];
  if (next) rememberPreference("lens", next);
}

async function streamOf(lens: MediaTrackConstraints): Promise<MediaStream> {
  const video = { ...lens, width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video });
  } catch (error) {
    throw new CameraError(PROBLEMS[(error as Error).name] ?? "busy");
  }
}

function forgetLens(error: CameraError): null {
  if (error.problem !== "none") throw error;
  rememberPreference("lens", "");
  return null;
}

function cameraOf(stream: MediaStream): Camera {
  const track = stream.getVideoTracks()[0] as unknown as TorchTrack;
  let isTorchOn = false;
  return {
    stream,
    hasTorch: track.getCapabilities?.().torch === true,
    get isTorchOn() {
      return isTorchOn;
    },
    async setTorch(on) {
      // A phone that is hot or low on power refuses; the picture is there all the same.
      await track.applyConstraints({ advanced: [{ torch: on }] }).then(
        () => {
          isTorchOn = on;
        },
        () => undefined,
      );
    },
    lensCount: async () => Math.max(1, (await lensIds()).length),
    stop() {
      for (const one of stream.getTracks()) one.stop();
    },
  };
}

async function lensIds(): Promise<string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId).map((one) => one.deviceId);
}
