import { basename, join } from "node:path";
import { inject } from "vitest";
import { bundle } from "./bundle";

const bundles = new Map<string, Promise<string>>();

/**
 * Compiles a program of the project into one file, for tests that start it: without a loader for TypeScript it takes an
 * eighth of the processor time. The files are deleted when the run of the tests ends.
 *
 * @param program its path in the project
 * @returns the absolute path of the compiled file
 */
export function bundled(program: string): Promise<string> {
  const existing = bundles.get(program);
  if (existing) return existing;
  const outfile = join(inject("programs"), `${process.pid}-${basename(program, ".ts")}.mjs`);
  const compiled = bundle(program, outfile).then(() => outfile);
  bundles.set(program, compiled);
  return compiled;
}
