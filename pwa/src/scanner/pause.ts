// While a visit waits to be recorded the cameras go on, and their light too, but what they see is nobody's business.
let isPaused = false;

export function pauseCameras(paused: boolean): void {
  isPaused = paused;
}

export const camerasArePaused = (): boolean => isPaused;
