// The browser's own BarcodeDetector. That it exists says nothing: it must list all our formats. It tells Code 39 from
// other bars, but neither from its family (Code 32 and extended Code 39 have no name there) nor Code 128 from GS1-128:
// what bars say is for our own decoder to read.
import type { Decoder } from "./decoder";

const FORMATS = ["qr_code", "code_39", "code_128"];

interface Detector {
  detect(image: ImageData): Promise<{ rawValue: string; format: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** `ours` is asked for only when the browser sees bars. */
export async function nativeDecoder(ours: () => Decoder): Promise<Decoder | null> {
  const Class = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!Class || !(await readsOurs(Class))) return null;
  const detector = new Class({ formats: FORMATS });
  let forBars: Decoder | undefined;
  let empty = 0;
  return {
    async read(image) {
      let seen = await detector.detect(image);
      if (seen.length === 0) {
        empty += 1;
        // Not all of them see a dark phone's light codes: every second empty picture is looked at as its negative.
        if (empty % 2 === 0) seen = await detector.detect(inverted(image));
      }
      const qr = seen.find(({ format }) => format === "qr_code");
      if (qr) return { text: qr.rawValue, format: "qr" };
      if (seen.length === 0) return null;
      forBars ??= ours();
      return forBars.read(image);
    },
    close: () => forBars?.close(),
  };
}

async function readsOurs(Class: DetectorClass): Promise<boolean> {
  try {
    const supported = await Class.getSupportedFormats();
    return FORMATS.every((format) => supported.includes(format));
  } catch {
    return false;
  }
}

/** The very picture: nobody needs it any more as it was. */
function inverted(image: ImageData): ImageData {
  const pixels = new Uint32Array(image.data.buffer);
  for (let index = 0; index < pixels.length; index += 1)
    pixels[index] = (pixels[index] as number) ^ 0x00ffffff;
  return image;
}
