// The decoder in a thread of its own: the page never waits for it. One picture in, one answer out.
import wasmFile from "zxing-wasm/reader/zxing_reader.wasm";
import { prepareReader, readPicture } from "./reading";
import type { Answer } from "./worker-decoder";

const ready = prepareReader({ url: new URL(wasmFile, import.meta.url).href });

addEventListener("message", async ({ data }: MessageEvent<ImageData>) => {
  postMessage(await answerTo(data));
});

async function answerTo(image: ImageData): Promise<Answer> {
  try {
    await ready;
    return { read: await readPicture(image) };
  } catch (error) {
    return { error: String(error) };
  }
}
