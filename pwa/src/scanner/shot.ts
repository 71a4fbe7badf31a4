// A video's frame with what to read of it. Taking the pixels out of a frame takes a slow phone longer than reading them: a
// decoder with a thread of its own does that there, and the page answers the finger meanwhile.
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Shot {
  frame: VideoFrame;
  area: Area;
  size: { width: number; height: number };
}

/** Null where the browser cannot hand a frame over, or would hand over another picture than the one on the screen. */
export function shotOf(video: HTMLVideoElement, area: Area, size: Shot["size"]): Shot | null {
  if (!("VideoFrame" in globalThis && "OffscreenCanvas" in globalThis)) return null;
  const frame = frameOf(video);
  // A frame that lies on its side, as some cameras give it, is turned by the page's own canvas only.
  if (frame?.displayWidth === video.videoWidth && frame.displayHeight === video.videoHeight)
    return { frame, area, size };
  frame?.close();
  return null;
}

function frameOf(video: HTMLVideoElement): VideoFrame | null {
  try {
    return new VideoFrame(video);
  } catch {
    return null; // none yet
  }
}

/** For the decoder's thread; the frame is given back to the camera. */
export function developer(): (shot: Shot) => ImageData {
  const contexts = new Map<number, OffscreenCanvasRenderingContext2D>();
  return ({ frame, area, size: { width, height } }) => {
    const context = contexts.get(width) ?? contextOf(width, height);
    contexts.set(width, context);
    if (context.canvas.height !== height) context.canvas.height = height;
    context.drawImage(frame, area.x, area.y, area.width, area.height, 0, 0, width, height);
    frame.close();
    return context.getImageData(0, 0, width, height);
  };
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser draws on the page only");
  return context;
}
