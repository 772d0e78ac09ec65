import { readBuildFile } from "./build-file";
import { env } from "./env";

let current: string | undefined;

/**
 * The release that this process runs: RELEASE, or the id of the build, which is its commit (next.config.mjs).
 * "development" without both.
 */
export function release(): string {
  current ??= env().RELEASE ?? (readBuildFile("BUILD_ID")?.trim() || "development");
  return current;
}
