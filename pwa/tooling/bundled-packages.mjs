// Which npm packages are in what the browser gets: their licences are shown on a page.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const PACKAGE = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The packages, sorted, that these files belong to. */
export function packagesOf(files) {
  const names = [...files].map((file) => PACKAGE.exec(file)?.[1]).filter(Boolean);
  return [...new Set(names)].sort();
}

export async function writePackages(path, files, others) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify([...new Set([...packagesOf(files), ...others])].sort())}\n`);
}
