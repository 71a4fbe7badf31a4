// What reads codes from pictures: the browser's own reader where it knows all our codes, else ours in a Worker.
import type { CodeFormat } from "./agreement";
import { nativeDecoder } from "./native-decoder";
import { workerDecoder } from "./worker-decoder";

export interface Read {
  text: string;
  format: CodeFormat;
}

export interface Decoder {
  /** The first code in a picture, or null. Rejects where the decoder itself failed. The pixels may be taken over. */
  read(image: ImageData): Promise<Read | null>;
  close(): void;
}

export async function openDecoder(workerUrl: string): Promise<Decoder> {
  return (await nativeDecoder()) ?? workerDecoder(workerUrl);
}
