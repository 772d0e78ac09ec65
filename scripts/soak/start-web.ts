import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Guarded } from "@/sandbox/guarded";
import { projectDir } from "@/scripts/stack/settings";
import { bundle } from "@/testing/setup/bundle";
import { within } from "./clock";
import type { Options } from "./options";
import { startNode } from "./process";

const next = join(projectDir, "node_modules/next/dist/bin/next");
const START_MS = 180_000;

/** Builds what `startWeb` starts. */
export async function buildWeb(
  web: Options["web"],
  dir: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (web === "routes") return bundle("scripts/soak/web.ts", join(dir, "web.mjs"));
  // Next.js writes the folder of its last build into this file, and the soak's folder will be deleted.
  const file = join(projectDir, "next-env.d.ts");
  const before = readIfThere(file);
  const code = await startNode([next, "build"], env, join(dir, "build.log")).exited;
  if (before !== undefined) writeFileSync(file, before);
  if (code !== 0) throw new Error(`The production build failed: see ${join(dir, "build.log")}`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Starts the process that serves the API, and waits until its health check passes. */
export async function startWeb(
  web: Options["web"],
  dir: string,
  env: NodeJS.ProcessEnv,
): Promise<Guarded> {
  const args =
    web === "routes"
      ? [join(dir, "web.mjs")]
      : [next, "start", "-H", "127.0.0.1", "-p", String(env.PORT)];
  const started = startNode(args, env, join(dir, "web.log"));
  let ended = false;
  void started.exited.then(() => {
    ended = true;
  });
  const isHealthy = () =>
    fetch(`http://127.0.0.1:${env.PORT}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  const healthy = await within(START_MS, async () => ended || (await isHealthy()));
  if (ended || !healthy)
    throw new Error(`The web process isn't healthy: see ${join(dir, "web.log")}`);
  return started;
}
