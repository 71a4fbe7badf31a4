// What a decoder is to the scanner: one picture in, the code in it out.
import type { CodeFormat } from "./agreement";

export interface Read {
  text: string;
  format: CodeFormat;
}

export interface Decoder {
  /** The first code in a picture, or null. Rejects where the decoder itself failed. The pixels may be transferred. */
  read(image: ImageData): Promise<Read | null>;
  close(): void;
}
