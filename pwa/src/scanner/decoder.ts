// What a decoder is to the scanner: one picture in, the code in it out.
import type { CodeFormat } from "./agreement";
import type { Shot } from "./shot";

export interface Read {
  text: string;
  format: CodeFormat;
}

/** What came of a shot, and the picture's digest (frames.fingerprint). */
export interface SeenInShot {
  read: Read | null;
  frame: number;
}

export interface Decoder {
  /** The first code in a picture, or null. Rejects where the decoder itself failed. The pixels may be transferred. */
  read(image: ImageData): Promise<Read | null>;
  /** The same for a decoder that takes the pixels out of the video's frame by itself; the frame is transferred. */
  readShot?(shot: Shot): Promise<SeenInShot>;
  close(): void;
}
