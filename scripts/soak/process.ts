import { closeSync, openSync } from "node:fs";
import { startGuarded } from "@/sandbox/guarded";
import { projectDir } from "@/sandbox/settings";

/** Starts a program of Node's that ends when the soak does, with what it says in a file. */
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
