// The decoder in a thread of its own: the page never waits for it. One picture in, one answer out.
import wasmFile from "zxing-wasm/reader/zxing_reader.wasm";
import { fingerprint } from "./frames";
import { prepareReader, readPicture } from "./reading";
import { developer, type Shot } from "./shot";
import type { Answer } from "./worker-decoder";

const ready = prepareReader({ url: new URL(wasmFile, import.meta.url).href });

const develop = developer();

addEventListener("message", async ({ data }: MessageEvent<ImageData | Shot>) => {
  postMessage(await answerTo(data));
});

async function answerTo(picture: ImageData | Shot): Promise<Answer> {
  try {
    // At once: a camera has few frames, and waits for those that are not given back.
    const image = picture instanceof ImageData ? picture : develop(picture);
    const frame = fingerprint(image);
    await ready;
    return { read: await readPicture(image), frame };
  } catch (error) {
    return { error: String(error) };
  }
}
