// Frames of a running video, as fast as the device reads them: the next one only when the last has been read.
import { type Area, type Shot, shotOf } from "./shot";

// By turns: half the size takes a quarter of the time, and evens out grain and dim light; the whole detail finds small
// codes (measured).
const LONGEST_SIDES = [640, 1280] as const;
// Around the aim frame a little is read too: nobody holds a card exactly.
const WIDTH_READ = 0.94;
const HEIGHT_READ = 0.86;
// A picture that lies across an upright viewfinder is shown whole where filling the view would cut away more than this.
const MOST_CUT_AWAY = 0.3;

/** Whether a video fills its viewfinder, or is shown whole inside it; both by width divided by height. */
export function fitOf(videoAspect: number, viewAspect: number): "cover" | "contain" {
  const shown = Math.min(videoAspect / viewAspect, viewAspect / videoAspect);
  return shown < 1 - MOST_CUT_AWAY ? "contain" : "cover";
}

/** The middle of what a viewfinder of this shape shows of a video that covers it. */
export function regionOfInterest(video: { width: number; height: number }, viewAspect: number): Area {
  const isWider = video.width / video.height > viewAspect;
  const shown = isWider
    ? { width: video.height * viewAspect, height: video.height }
    : { width: video.width, height: video.width / viewAspect };
  const width = Math.round(shown.width * WIDTH_READ);
  const height = Math.round(shown.height * HEIGHT_READ);
  return {
    x: Math.round((video.width - width) / 2),
    y: Math.round((video.height - height) / 2),
    width,
    height,
  };
}

/** The size an area is read at in the first, second … frame: never larger than it is. */
export function sizeToRead(
  area: { width: number; height: number },
  turn: number,
): { width: number; height: number } {
  const longest = LONGEST_SIDES[turn % LONGEST_SIDES.length] ?? LONGEST_SIDES[0];
  const scale = Math.min(1, longest / Math.max(area.width, area.height));
  return { width: Math.round(area.width * scale), height: Math.round(area.height * scale) };
}

/** A number that two different pictures hardly ever share: FNV-1a over some of the pixels. */
export function fingerprint({ data }: ImageData): number {
  let hash = 0x811c9dc5;
  for (let index = 1; index < data.length; index += 388) {
    hash = Math.imul(hash ^ (data[index] ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/** A frame, by one way or the other: as it is for a decoder's own thread, or its pixels taken out on the page. */
export interface View {
  shot(): Shot | null;
  image(): ImageData;
}

/** What follows a frame: a rest, or the next frame at once. */
export type Then = "rest" | "at-once";

/**
 * Calls `read` with frame after frame until it is stopped. After each a rest as long as the reading: a slow phone stays
 * cool and its page answers the finger. The frame after the rest is the newest there is: it is not waited for once more.
 * No rest where a code was seen that wants a second look.
 */
export function watchFrames(video: HTMLVideoElement, read: (view: View) => Promise<Then>): () => void {
  // One canvas for each size: a canvas that changes its size is made anew, frame after frame.
  const contexts = LONGEST_SIDES.map(() =>
    document.createElement("canvas").getContext("2d", { willReadFrequently: true }),
  );
  const shape = watchShape(video);
  let isStopped = false;
  const loop = async () => {
    for (let [turn, took] = [0, 0]; !isStopped; turn += 1) {
      await Promise.all([nextFrame(video), rest(took)]);
      const started = performance.now();
      const context = contexts[turn % contexts.length];
      const isReady = !isStopped && context && video.videoWidth;
      const then = isReady ? await read(viewOf(video, context, shape.aspect(), turn)) : "rest";
      took = then === "rest" ? performance.now() - started : 0;
    }
  };
  void loop();
  return () => {
    isStopped = true;
    shape.forget();
  };
}

/** The viewfinder's width divided by its height. Asking the page itself, frame after frame, would make it lay itself out. */
function watchShape(video: HTMLVideoElement): { aspect(): number; forget(): void } {
  let known: number | null = null;
  const observer = new ResizeObserver(() => {
    known = null;
  });
  observer.observe(video);
  const aspect = () => {
    known ??= video.clientWidth / video.clientHeight || null;
    return known ?? 1;
  };
  return { aspect, forget: () => observer.disconnect() };
}

function viewOf(
  video: HTMLVideoElement,
  context: CanvasRenderingContext2D,
  viewAspect: number,
  turn: number,
): View {
  const videoAspect = video.videoWidth / video.videoHeight;
  const fit = fitOf(videoAspect, viewAspect);
  if (video.style.objectFit !== fit) video.style.objectFit = fit;
  const area = regionOfInterest(
    { width: video.videoWidth, height: video.videoHeight },
    fit === "cover" ? viewAspect : videoAspect,
  );
  const size = sizeToRead(area, turn);
  return { shot: () => shotOf(video, area, size), image: () => grab(video, context, area, size) };
}

function grab(
  video: HTMLVideoElement,
  context: CanvasRenderingContext2D,
  area: Area,
  { width, height }: { width: number; height: number },
): ImageData {
  const { canvas } = context;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.drawImage(video, area.x, area.y, area.width, area.height, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

const FRAME_MS = 33;
const LONGEST_WAIT_MS = 500; // a video that stands still calls nobody back

function nextFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    if (!("requestVideoFrameCallback" in video)) {
      setTimeout(resolve, FRAME_MS);
      return;
    }
    const patience = setTimeout(resolve, LONGEST_WAIT_MS);
    video.requestVideoFrameCallback(() => {
      clearTimeout(patience);
      resolve();
    });
  });
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, LONGEST_WAIT_MS)));
}
