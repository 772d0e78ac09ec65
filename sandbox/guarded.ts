import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const guard = fileURLToPath(new URL("./guard.mjs", import.meta.url));

export interface GuardOptions {
  /** The signal that stops the command. */
  signal: NodeJS.Signals;
  /** How long it may take to stop before it is killed, in milliseconds. */
  graceMs: number;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** The system user to run it as; only root may set it. */
  user?: { uid: number; gid: number } | undefined;
  /** The destination of its output: our own terminal, or an open file. */
  output?: "inherit" | number;
}

export interface Guarded {
  /** The process id of the guard, which leads the command's process group. */
  readonly pid: number;
  /** Resolves with the exit code when the command and all of its processes are gone. */
  readonly exited: Promise<number>;
  /** Stops the command and waits until it is gone. */
  stop(): Promise<void>;
  /** Sends SIGTERM to its whole process group, as a supervisor does. The command gets it twice. */
  terminate(): void;
  /** Kills it immediately, with all of its processes. */
  kill(): void;
}

/**
 * Starts a command in a process group of its own, so that a Ctrl-C in the terminal reaches only the
 * launcher, and under a guard that ends it when the launcher is gone for any reason.
 *
 * @throws if the process could not be started.
 */
export function startGuarded(command: string, args: string[], options: GuardOptions): Guarded {
  const { signal, graceMs, user, output = "inherit" } = options;
  const settings = JSON.stringify({ signal, graceMs, ...user });
  const child = spawn(process.execPath, [guard, settings, command, ...args], {
    detached: true,
    stdio: ["pipe", output, output],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const { pid, stdin } = child;
  if (pid === undefined || stdin === null) throw new Error(`Couldn't start ${command}.`);

  const kill = () => signalGroup(pid, "SIGKILL");
  const exited = new Promise<number>((resolve) => {
    child.on("error", () => resolve(127));
    child.on("exit", (code) => {
      kill();
      resolve(code ?? 137);
    });
  });
  stdin.on("error", () => undefined);

  return {
    pid,
    exited,
    kill,
    terminate: () => signalGroup(pid, "SIGTERM"),
    async stop() {
      stdin.end();
      await exited;
    },
  };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has no process left.
  }
}
