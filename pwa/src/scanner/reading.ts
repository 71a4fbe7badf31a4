// How the shipped decoder is asked. The bench reads its hard frames through this very module.
import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import type { Read } from "./decoder";

export const OPTIONS: ReaderOptions = {
  formats: ["QRCode", "Code39", "Code128"],
  maxNumberOfSymbols: 1,
  tryHarder: false,
  // A smaller copy of the picture gives more readings of bars, and wrong ones among them.
  tryDownscale: false,
};

export async function prepareReader(wasm: { url: string } | { binary: ArrayBuffer }): Promise<void> {
  const overrides = "url" in wasm ? { locateFile: () => wasm.url } : { wasmBinary: wasm.binary };
  await prepareZXingModule({ overrides, fireImmediately: true });
}

export async function readPicture(image: ImageData): Promise<Read | null> {
  const [seen] = await readBarcodes(image, OPTIONS);
  if (!seen?.isValid) return null;
  return { text: seen.text, format: seen.format.startsWith("QR") ? "qr" : "bars" };
}
