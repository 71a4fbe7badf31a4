// How the shipped decoder is asked. The bench reads its hard frames through this very module.
import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from "zxing-wasm/reader";
import type { CodeFormat } from "./agreement";
import { findBars } from "./bars";
import type { Read } from "./decoder";
import { levelled, pictureOf } from "./strip";

export const OPTIONS: ReaderOptions = {
  // Not "Code39" and "QRCode": these are families. A label in Code 32, six characters of Code 39 on medicine, would come
  // back as the letter A and nine digits, which is just how a card code of the old series looks.
  formats: ["QRCodeModel2", "Code39Std", "Code128"],
  maxNumberOfSymbols: 1,
  tryHarder: false,
  // A smaller copy of the picture gives more readings of bars, and wrong ones among them.
  tryDownscale: false,
};

const STRIP_OPTIONS: ReaderOptions = {
  ...OPTIONS,
  formats: ["Code39Std", "Code128"],
  tryRotate: false,
  tryInvert: false,
};

/** Formats with their symbology identifiers, as codes of cards have them: no Code 32 or GS1-128, nothing extended. */
const OURS: Readonly<Record<string, CodeFormat>> = {
  "QRCode]Q1": "qr",
  "QRCode]Q2": "qr", // with the name of its character set, as some programs write it
  "Code39]A0": "bars",
  "Code39]A1": "bars", // one code in 43 ends by chance in the character that would be its check character
  "Code128]C0": "bars",
};

/** First as it is: sharper, a clear strip is only grainier. Light bars on a dark ground are those of a dark screen. */
const TRIES = [
  { sharpness: 1.2, isInverted: false },
  { sharpness: 1.2, isInverted: true },
  { sharpness: 3, isInverted: false },
  { sharpness: 3, isInverted: true },
] as const;

export async function prepareReader(wasm: { url: string } | { binary: ArrayBuffer }): Promise<void> {
  const overrides = "url" in wasm ? { locateFile: () => wasm.url } : { wasmBinary: wasm.binary };
  await prepareZXingModule({ overrides, fireImmediately: true });
}

export async function readPicture(image: ImageData): Promise<Read | null> {
  return (await readAsItLies(image)) ?? (await readLevelled(image));
}

/** What the decoder finds alone: QR codes however they lie, bars that are level or upright. */
export async function readAsItLies(image: ImageData): Promise<Read | null> {
  return readOf(await readBarcodes(image, OPTIONS));
}

async function readLevelled(image: ImageData): Promise<Read | null> {
  const bars = findBars(image);
  if (!bars) return null;
  const strip = levelled(image, bars);
  for (const { sharpness, isInverted } of TRIES) {
    const read = readOf(await readBarcodes(pictureOf(strip, sharpness, isInverted), STRIP_OPTIONS));
    if (read) return read;
  }
  return null;
}

function readOf([seen]: readonly ReadResult[]): Read | null {
  if (!seen?.isValid) return null;
  return { text: seen.text, format: OURS[seen.format + seen.symbologyIdentifier] ?? "foreign" };
}
