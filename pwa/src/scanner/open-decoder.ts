// Chooses what reads codes from pictures: the browser's own reader where it knows all our codes, for bars and
// elsewhere ours in a Worker.
import type { Decoder } from "./decoder";
import { nativeDecoder } from "./native-decoder";
import { workerDecoder } from "./worker-decoder";

export async function openDecoder(workerUrl: string): Promise<Decoder> {
  const ours = () => workerDecoder(workerUrl);
  return (await nativeDecoder(ours)) ?? ours();
}
