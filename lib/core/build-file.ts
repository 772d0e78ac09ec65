import { readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "./env";

/** Reads a file of the production build that this process runs; null without such a file. */
export function readBuildFile(name: string): string | null {
  const { NEXT_DIST_DIR } = env();
  try {
    const path = join(/* turbopackIgnore: true */ process.cwd(), NEXT_DIST_DIR, name);
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
