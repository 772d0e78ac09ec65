import { closeSync, openSync } from "node:fs";
import { startGuarded } from "@/sandbox/guarded";
import { projectDir } from "@/scripts/stack/settings";

/** Starts a Node program that ends with this process, and writes its output to a file. */
export function startNode(args: string[], env: NodeJS.ProcessEnv, logFile: string) {
  const output = openSync(logFile, "a", 0o600);
  const started = startGuarded(process.execPath, args, {
    signal: "SIGTERM",
    graceMs: 40_000,
    cwd: projectDir,
    env,
    output,
  });
  closeSync(output);
  return started;
}
