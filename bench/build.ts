import { readFileSync, statSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { buildWeb } from "@/scripts/soak/start-web";
import { projectDir } from "@/scripts/stack/settings";

/** The folder of the bench's own production build, which the next run reuses. */
export const DIST_DIR = ".next-bench";

const sources = ["app", "components", "lib", "db", "public", "bench/floor.ts"];
const files = ["next.config.mjs", "package-lock.json", "proxy.ts", "instrumentation.ts"];

/** Makes the production build, unless the last one is newer than every source file. */
export async function build(dir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const stamp = join(projectDir, DIST_DIR, "bench-built.txt");
  const builtFrom = newest(stamp);
  const youngest = Math.max(...files.map(newest), ...(await Promise.all(sources.map(newestIn))));
  if (builtFrom > youngest) return;
  const begunAt = new Date();
  await buildWeb("build", dir, env);
  writeFileSync(stamp, `${begunAt.toISOString()}\n`);
}

/** When a file was changed; the stamp's own time is that of the build's beginning. 0 if it doesn't exist. */
function newest(path: string): number {
  try {
    return path.endsWith("bench-built.txt")
      ? Date.parse(readFileSync(path, "utf8").trim())
      : statSync(join(projectDir, path)).mtimeMs;
  } catch {
    return 0;
  }
}

async function newestIn(folder: string): Promise<number> {
  const path = join(projectDir, folder);
  if (statSync(path).isFile()) return newest(folder);
  const names = await readdir(path, { recursive: true });
  return Math.max(...names.map((name) => newest(join(folder, name))));
}
