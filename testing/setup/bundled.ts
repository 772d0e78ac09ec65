import { rmSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { bundle } from "./bundle";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Compiles a program of the project into one file, for a test file that starts it: without a loader for TypeScript it
 * takes an eighth of the processor time. Call it outside of tests: the file is deleted when the test file ends.
 *
 * @param program its path in the project
 * @returns the absolute path of the compiled file
 */
export async function bundled(program: string): Promise<string> {
  const outfile = `${root}testing/.bundled-${process.pid}-${basename(program, ".ts")}.mjs`;
  afterAll(() => rmSync(outfile, { force: true }));
  await bundle(program, outfile);
  return outfile;
}
