// Builds the service worker: it knows by name every file that is kept, so it is built last and has no hash.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

export const WORKER_FILE = "service-worker.js";

/** The same files and the same code are the same version, on whatever machine they are built. */
export async function bundleWorker({ here, outdir, cachedPages, target }) {
  const version = createHash("sha256").update(await bundled({ here, cachedPages, version: "", target }));
  const code = await bundled({ here, cachedPages, version: version.digest("hex").slice(0, 12), target });
  await writeFile(join(outdir, WORKER_FILE), code);
}

async function bundled({ here, cachedPages, version, target }) {
  const { outputFiles } = await build({
    entryPoints: [join(here, "src", "service-worker", "service-worker.ts")],
    absWorkingDir: here,
    bundle: true,
    format: "iife",
    minify: true,
    write: false,
    legalComments: "eof",
    target,
    define: { CACHED_PAGES: JSON.stringify(cachedPages), VERSION: JSON.stringify(version) },
    logLevel: "warning",
  });
  return outputFiles[0].text;
}
