// What files weigh, and what a wasm imports.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** What files of a folder weigh together: as they are, and each through gzip and brotli. */
export async function weigh(folder, files) {
  const sum = { raw: 0, gzip: 0, brotli: 0, files, missing: [] };
  for (const file of files) {
    if (!existsSync(join(folder, file))) {
      sum.missing.push(file);
      continue;
    }
    const bytes = await readFile(join(folder, file));
    const mode = file.endsWith(".wasm") ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: mode, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    sum.raw += bytes.length;
    sum.gzip += gzipSync(bytes, { level: 9 }).length;
    sum.brotli += brotliCompressSync(bytes, { params }).length;
  }
  return sum;
}

/** Names without the hash that the tool appends, so that a list stays the same when only the compiler changes. */
export async function importsOf(file) {
  const module = new WebAssembly.Module(await readFile(file));
  const names = WebAssembly.Module.imports(module).map((entry) => entry.name.replace(/_[0-9a-f]{16}$/, ""));
  return [...new Set(names)].sort();
}
