// Our own decoder's end on the page. Pictures are asked one at a time; pixels are handed over, not copied.
import type { Decoder, SeenInShot } from "./decoder";
import type { Shot } from "./shot";

export type Answer = SeenInShot | { error: string };

interface Question {
  resolve(seen: SeenInShot): void;
  reject(error: Error): void;
}

export function workerDecoder(url: string): Decoder {
  const worker = new Worker(url, { type: "module" });
  const waiting: Question[] = [];
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    const question = waiting.shift();
    if ("error" in data) question?.reject(new Error(data.error));
    else question?.resolve(data);
  });
  // The script itself did not come or did not run: nobody is left waiting, neither now nor later.
  let failure: Error | null = null;
  worker.addEventListener("error", () => {
    failure = new Error("The decoder did not start");
    for (const question of waiting.splice(0)) question.reject(failure);
  });
  const ask = (picture: ImageData | Shot, transferred: Transferable) =>
    new Promise<SeenInShot>((resolve, reject) => {
      if (failure) return reject(failure);
      waiting.push({ resolve, reject });
      worker.postMessage(picture, [transferred]);
    });
  return {
    read: async (image) => (await ask(image, image.data.buffer)).read,
    readShot: (shot) => ask(shot, shot.frame),
    close: () => worker.terminate(),
  };
}
