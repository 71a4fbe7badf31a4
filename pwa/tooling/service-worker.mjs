// Builds the service worker: it knows by name every file of the counter, so it is built last and has no hash.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

export const WORKER_FILE = "service-worker.js";
// Styles of the front page and the holder's card, which the counter does without.
const OF_OTHER_PAGES = new Set(["front.css", "card.css"]);

/** Addresses the counter must have without a network. */
export function filesToKeep(outputs) {
  const built = [...outputs].filter(([name]) => !OF_OTHER_PAGES.has(name));
  return [...built.map(([, file]) => `/static/build/${file}`), "/static/favicon.svg"].sort();
}

/** The same files and the same code are the same version, on whatever machine they are built. */
export async function bundleWorker({ here, outdir, outputs, target }) {
  const files = filesToKeep(outputs);
  const version = createHash("sha256").update(await bundled({ here, files, version: "", target }));
  const code = await bundled({ here, files, version: version.digest("hex").slice(0, 12), target });
  await writeFile(join(outdir, WORKER_FILE), code);
}

async function bundled({ here, files, version, target }) {
  const { outputFiles } = await build({
    entryPoints: [join(here, "src", "service-worker", "service-worker.ts")],
    absWorkingDir: here,
    bundle: true,
    format: "iife",
    minify: true,
    write: false,
    legalComments: "none",
    target,
    define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
    logLevel: "warning",
  });
  return outputFiles[0].text;
}
