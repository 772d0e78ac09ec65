import { existsSync } from "node:fs";
import { mkdir, rename, rmdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import { bundle } from "./bundle";

/**
 * Compiles a program of the project into one file, for tests that start it: without a loader for TypeScript it takes an
 * eighth of the processor time. All processes of a run of the tests share the file, which is deleted when the run ends.
 *
 * @param program its path in the project
 * @returns the absolute path of the compiled file
 */
export async function bundled(program: string): Promise<string> {
  const folder = inject("programs");
  const name = basename(program, ".ts");
  const outfile = join(folder, `${name}.mjs`);
  const turn = join(folder, `${name}.turn`);
  while (!existsSync(outfile)) {
    if (!(await takeTurn(turn))) {
      await sleep(50);
      continue;
    }
    try {
      // The process before may have compiled it.
      if (existsSync(outfile)) continue;
      await bundle(program, `${outfile}.new`);
      await rename(`${outfile}.new`, outfile);
    } finally {
      await rmdir(turn);
    }
  }
  return outfile;
}

/** False if another process compiles the program. */
async function takeTurn(turn: string): Promise<boolean> {
  try {
    await mkdir(turn);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
