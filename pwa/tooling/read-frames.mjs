// Reads frames with the very decoder, options and agreement that the page has; for `make bench ONLY=reading`.
// Arguments: the size of a camera's frame and how many make a burst. Out, first: the sizes that the page would read
// them at. In: grey frames of these sizes, byte by byte. Out: after each burst a line of JSON.
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

const { prepareReader, readPicture, createAgreement, fingerprint, sizeToRead } = await shippedModules();
const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
await prepareReader({ binary: (await readFile(wasm)).buffer });

const sizes = Array.from({ length: count }, (_, turn) => sizeToRead({ width, height }, turn));
console.log(JSON.stringify(sizes));

let burst = { reads: [], milliseconds: [], found: null };
let agreement = createAgreement(new Set("A"));
for await (const image of framesOf(process.stdin, sizes)) {
  const started = performance.now();
  const read = await readPicture(image);
  burst.milliseconds.push(performance.now() - started);
  burst.reads.push(read?.text ?? null);
  const sighting = read && { ...read, frame: fingerprint(image), at: burst.reads.length * FRAME_MS };
  burst.found ??= sighting && agreement.hear(sighting);
  if (burst.reads.length < count) continue;
  console.log(JSON.stringify(burst));
  burst = { reads: [], milliseconds: [], found: null };
  agreement = createAgreement(new Set("A"));
}
