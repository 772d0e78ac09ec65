import { readBuildFile } from "./build-file";
import { env } from "./env";

let current: string | undefined;

/**
 * Which release this process runs: RELEASE, or the id of the build (next.config.mjs: the commit that it was
 * built from). "development" where there is neither.
 */
export function release(): string {
  current ??= env().RELEASE ?? (readBuildFile("BUILD_ID")?.trim() || "development");
  return current;
}
