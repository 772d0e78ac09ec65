import { readBuildFile } from "./build-file";
import { env } from "./env";
import { perProcess } from "./per-process";

/**
 * The release that this process runs: RELEASE, or the id of the build, which is its commit (next.config.mjs).
 * "development" without both.
 */
export const release = perProcess(
  "release",
  () => env().RELEASE ?? (readBuildFile("BUILD_ID")?.trim() || "development"),
);
