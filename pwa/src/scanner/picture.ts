// A picture from the gallery: one shot, so it is read at several sizes, which stand in for different frames.
import type { Agreement, Finding } from "./agreement";
import type { Decoder } from "./decoder";
import { fingerprint } from "./frames";

const LONGEST_SIDES = [1280, 1000, 800, 1600, 2000];
const BETWEEN_MS = 1; // all of one moment

/** What is in the picture; null where no code was found. Rejects where the decoder failed. */
export async function readFile(
  file: Blob,
  decoder: Decoder,
  agreement: Agreement,
): Promise<Finding | "no-picture" | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return "no-picture";
  try {
    let at = performance.now();
    for (const side of LONGEST_SIDES) {
      const image = draw(bitmap, side);
      const frame = fingerprint(image);
      const read = await decoder.read(image);
      at += BETWEEN_MS;
      const finding = read && agreement.hear({ ...read, frame, at });
      if (finding) return finding;
    }
    return null;
  } finally {
    bitmap.close();
  }
}

function draw(bitmap: ImageBitmap, longestSide: number): ImageData {
  const scale = longestSide / Math.max(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  // A code cut out of its page has no ground: its black would lie on black.
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
