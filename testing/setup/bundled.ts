import { existsSync } from "node:fs";
import { mkdir, rename, rmdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { bundle } from "./bundle";

const runCached = fileURLToPath(new URL("run-cached.cjs", import.meta.url));

/**
 * Compiles a program of the project into one file, for tests that start it: without a loader for TypeScript it takes an
 * eighth of the processor time. All processes of a run of the tests share the file, which is deleted when the run ends.
 *
 * @param program its path in the project
 * @returns the absolute path of the compiled file
 */
export async function bundled(program: string): Promise<string> {
  const outfile = join(inject("programs"), `${basename(program, ".ts")}.mjs`);
  await once(outfile, (file) => bundle(program, file));
  return outfile;
}

/**
 * The same for a program that tests start and kill many times: from its second start on, V8 doesn't compile it again. It
 * must be a program without `await` at its top level.
 */
export async function bundledForManyStarts(program: string): Promise<string> {
  const outfile = join(inject("programs"), `${basename(program, ".ts")}.cjs`);
  await once(outfile, async (file) => {
    const script = `${outfile}.script`;
    await bundle(program, script, "cjs");
    await writeFile(file, `require(${JSON.stringify(runCached)})(${JSON.stringify(script)});\n`);
  });
  return outfile;
}

/** Makes a file unless another process has made it, or is making it. */
async function once(outfile: string, make: (file: string) => Promise<void>): Promise<void> {
  const turn = `${outfile}.turn`;
  while (!existsSync(outfile)) {
    if (!(await takeTurn(turn))) {
      await sleep(50);
      continue;
    }
    try {
      // The process before may have made it.
      if (existsSync(outfile)) continue;
      await make(`${outfile}.new`);
      await rename(`${outfile}.new`, outfile);
    } finally {
      await rmdir(turn);
    }
  }
}

/** False if another process makes the file. */
async function takeTurn(turn: string): Promise<boolean> {
  try {
    await mkdir(turn);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
