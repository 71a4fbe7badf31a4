// The browser's own BarcodeDetector. That it exists says nothing: it must list all our formats.
import type { CodeFormat } from "./agreement";
import type { Decoder } from "./decoder";

const FORMATS: Readonly<Record<string, CodeFormat>> = { qr_code: "qr", code_39: "bars", code_128: "bars" };

interface DetectorClass {
  new (options: {
    formats: string[];
  }): {
    detect(image: ImageData): Promise<{ rawValue: string; format: string }[]>;
  };
  getSupportedFormats(): Promise<string[]>;
}

export async function nativeDecoder(): Promise<Decoder | null> {
  const Detector = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!Detector || !(await readsOurs(Detector))) return null;
  const detector = new Detector({ formats: Object.keys(FORMATS) });
  return {
    async read(image) {
      const seen = await detector.detect(image);
      const best = seen.find(({ format }) => format === "qr_code") ?? seen[0];
      return best ? { text: best.rawValue, format: FORMATS[best.format] ?? "bars" } : null;
    },
    close: () => undefined,
  };
}

async function readsOurs(Detector: DetectorClass): Promise<boolean> {
  try {
    const supported = await Detector.getSupportedFormats();
    return Object.keys(FORMATS).every((format) => supported.includes(format));
  } catch {
    return false;
  }
}
