// Reads frames with the very decoder, options and agreement that the page has; for the bench
// and for tests.
// Arguments: the size of a camera's frame and how many make a burst. Out, first: the sizes that the page would read
// them at. In: grey frames of these sizes, byte by byte. Out: after each burst a line of JSON, with what the page reads
// in it and what the decoder alone does.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const FRAME_MS = 100;
const [width, height, count] = process.argv.slice(2).map(Number);
const scanner = fileURLToPath(new URL("../src/scanner", import.meta.url));

async function shippedModules() {
  const folder = await mkdtemp(join(tmpdir(), "kaikukortti-reading-"));
  const outfile = join(folder, "reading.mjs");
  const contents = ["reading", "agreement", "frames"].map((name) => `export * from "./${name}";`).join("\n");
  try {
    await build({
      stdin: { contents, resolveDir: scanner, loader: "ts" },
      bundle: true,
      format: "esm",
      platform: "node",
      outfile,
      logLevel: "warning",
    });
    return await import(outfile);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* framesOf(stream, sizes) {
  let rest = Buffer.alloc(0);
  let turn = 0;
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const { width, height } = sizes[turn % sizes.length];
      const length = width * height;
      if (rest.length < length) break;
      yield pictureOf(rest.subarray(0, length), { width, height });
      rest = rest.subarray(length);
      turn += 1;
    }
  }
}

function pictureOf(grey, { width, height }) {
  const data = new Uint8ClampedArray(grey.length * 4);
  grey.forEach((value, index) => {
    data.fill(value, index * 4, index * 4 + 3);
    data[index * 4 + 3] = 255;
  });
  return { data, width, height };
}

const { prepareReader, readPicture, readAsItLies, createAgreement, fingerprint, sizeToRead } =
  await shippedModules();
const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
await prepareReader({ binary: (await readFile(wasm)).buffer });

const sizes = Array.from({ length: count }, (_, turn) => sizeToRead({ width, height }, turn));
console.log(JSON.stringify(sizes));

/** What the page would make of a burst of frames that it reads in this way. */
class Burst {
  reads = [];
  milliseconds = [];
  found = null;
  #agreement = createAgreement(new Set("A"));
  #read;

  constructor(read) {
    this.#read = read;
  }

  async see(image) {
    const started = performance.now();
    const read = await this.#read(image);
    this.milliseconds.push(performance.now() - started);
    this.reads.push(read?.text ?? null);
    const sighting = read && { ...read, frame: fingerprint(image), at: this.reads.length * FRAME_MS };
    this.found ??= sighting && this.#agreement.hear(sighting);
  }
}

const bursts = () => ({ shipped: new Burst(readPicture), plain: new Burst(readAsItLies) });
let { shipped, plain } = bursts();
for await (const image of framesOf(process.stdin, sizes)) {
  // By turns: whoever comes second finds the picture in the processor's cache.
  const inTurn = shipped.reads.length % 4 < 2 ? [shipped, plain] : [plain, shipped];
  for (const burst of inTurn) await burst.see(image);
  if (shipped.reads.length < count) continue;
  console.log(JSON.stringify({ shipped, plain }));
  ({ shipped, plain } = bursts());
}
