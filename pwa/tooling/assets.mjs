// Bundles scripts and styles with esbuild; every output carries a hash of its content in its name.
import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { build } from "esbuild";
import { compileAsync } from "sass";
import { toLogical } from "./logical.mjs";
import { WORKER_FILE } from "./service-worker.mjs";
import { withoutUnused } from "./unused.mjs";

// Browsers of five-year-old phones that still get updates.
export const TARGET = ["chrome100", "firefox100", "safari15"];
const DAY_MS = 86_400_000;
/** How everything is bundled. A licence that stands in a source goes into a file beside the script, which names it. */
export const BUNDLE = {
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  metafile: true,
  legalComments: "linked",
  target: TARGET,
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".wasm": "file" },
  logLevel: "warning",
};

/** Lets esbuild build .scss: Sass compiles it (`loaded` gets the files), esbuild resolves url()s and hashes. */
function sassPlugin(here, loaded) {
  return {
    name: "sass",
    setup(builder) {
      builder.onLoad({ filter: /\.scss$/ }, async ({ path }) => {
        const { css, loadedUrls } = await compileAsync(path, {
          loadPaths: [join(here, "node_modules")],
          quietDeps: true,
        });
        for (const { pathname } of loadedUrls) loaded.add(pathname);
        return { contents: withoutUnused(toLogical(css)), loader: "css", resolveDir: dirname(path) };
      });
    },
  };
}

/**
 * Builds into `outdir`. Returns `outputs`, a map from plain names ("main.css") to hashed ones (chunks keep their own),
 * `parts`, a map from built files to their source and the files they import at once or later, and `inputs`, all that went in.
 */
export async function bundleAssets({ here, outdir }) {
  const styles = ["main", "card", "counter", "front", "steps", "feedback"].map((name) =>
    join(here, "src", "styles", `${name}.scss`),
  );
  const scripts = ["main.ts", "counter-mode.ts", join("scanner", "decoder.worker.ts")].map((name) =>
    join(here, "src", name),
  );
  const loaded = new Set();
  const into = { outdir, absWorkingDir: here, ...BUNDLE };
  const builds = await Promise.all([
    build({ ...into, entryPoints: [...scripts, ...styles], plugins: [sassPlugin(here, loaded)] }),
    // Apart, so that it shares no files with other pages: what one page alone loads is one file.
    build({ ...into, entryPoints: [join(here, "src", "counter.ts")] }),
  ]);
  const built = builds.flatMap(({ metafile }) => Object.entries(metafile.outputs));
  const files = built.map(([path]) => relative(outdir, join(here, path)));
  return {
    outputs: new Map(files.map((file) => [plainName(file), basename(file)])),
    inputs: [...builds.flatMap(({ metafile }) => Object.keys(metafile.inputs)), ...loaded],
    parts: new Map(built.map(([path, part]) => [basename(path), partOf(part)])),
  };
}

/** A file's source, the files that it imports at once, and those that it loads when they are wanted. */
function partOf({ entryPoint = "", imports }) {
  const namesOf = (wanted) => imports.filter(({ kind }) => kind === wanted).map(({ path }) => basename(path));
  return { source: entryPoint, imports: namesOf("import-statement"), later: namesOf("dynamic-import") };
}

function plainName(file) {
  if (file.startsWith("chunk-")) return file;
  return file.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, "");
}

export async function writeManifest(outdir, outputs) {
  const named = [...outputs].filter(([name, file]) => name !== file);
  const sorted = Object.fromEntries(named.sort(([a], [b]) => a.localeCompare(b)));
  await writeFile(join(outdir, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Files beside their compressed selves, which the server hands to browsers that accept them. */
export async function compressOutputs(outdir, outputs) {
  const files = [...outputs.values()].filter((name) => /\.(?:css|js|wasm)$/.test(name));
  await Promise.all(files.map((name) => compressFile(join(outdir, name))));
}

/** A name with a hash has one content for ever, and compressing the decoder is slow: what is there is reused. */
async function compressFile(path) {
  if (existsSync(`${path}.br`) && existsSync(`${path}.gz`)) return;
  const content = await readFile(path);
  await writeWhole(`${path}.br`, await promisify(brotliCompress)(content));
  await writeWhole(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
}

/** Either the whole file or none, also when the build is interrupted. */
async function writeWhole(path, content) {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}

/** A server started before this build still names the files of the last one: they stay for a day. */
export async function removeStaleFiles(outdir, outputs) {
  const wanted = [...outputs.values()].flatMap((name) => [name, `${name}.br`, `${name}.gz`]);
  const current = new Set([...wanted, "manifest.json", WORKER_FILE]);
  const others = (await readdir(outdir)).filter((name) => !current.has(name) && !name.startsWith("."));
  await Promise.all(others.map((name) => removeIfOld(join(outdir, name))));
}

async function removeIfOld(path) {
  const { mtimeMs } = await stat(path);
  if (Date.now() - mtimeMs > DAY_MS) await rm(path, { recursive: true });
}
