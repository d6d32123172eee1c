import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("the ten lines of the README print what the README says", async () => {
  const readme = await readFile(`${root}README.md`, "utf8");
  const [, code] = readme.match(/```js\n([^`]+)```/);
  const lines = code.trim().split("\n").filter((line) => line && !line.startsWith("//"));
  const [, said] = code.match(/\/\/ (.+)\n$/);
  assert.ok(lines.length <= 10, `${lines.length} lines`);
  const file = `${root}target/readme-example.mjs`;
  await writeFile(file, code);
  const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: root });
  await rm(file);
  assert.equal(stdout.replace(/\s+/g, " ").trim(), said);
});
