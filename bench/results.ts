import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { arch, cpus, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { projectDir } from "@/scripts/stack/settings";
import type { Measured } from "./measured";

/** The file with the last run's figures. */
export const RESULTS = "bench/results.json";

/** Writes the figures, the extent of the run, the machine and the commit. */
export function writeResults(
  measures: readonly Measured[],
  { commit, quick }: { commit: string | null; quick: boolean },
): void {
  const found = cpus();
  const machine = {
    cpu: found[0]?.model ?? "unknown",
    cores: found.length,
    memory_gb: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
  };
  const results = { machine, commit, run: quick ? "quick" : "whole", measures };
  writeFileSync(join(projectDir, RESULTS), `${JSON.stringify(results, null, 2)}\n`);
}

/** The commit that is checked out, with a plus if files differ from it; null outside a checkout. */
export function currentCommit(): string | null {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: projectDir, encoding: "utf8" }).trim();
  try {
    const changed = git("status", "--porcelain", "--untracked-files=no");
    return git("rev-parse", "HEAD") + (changed ? "+" : "");
  } catch {
    return null;
  }
}
