// Takes away a folder into which a browser may still write.
import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Tries anew as long as something is written meanwhile: the retries of `rmSync` do not look again at what is in a folder. */
export async function remove(folder) {
  for (let left = 50; ; left -= 1) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (left === 0) throw error;
    }
    await pause(200);
  }
}
