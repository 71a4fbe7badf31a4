// Chooses what reads codes from pictures: the browser's own reader where it knows all our codes, else ours in a Worker.
import type { Decoder } from "./decoder";
import { nativeDecoder } from "./native-decoder";
import { workerDecoder } from "./worker-decoder";

export async function openDecoder(workerUrl: string): Promise<Decoder> {
  return (await nativeDecoder()) ?? workerDecoder(workerUrl);
}
