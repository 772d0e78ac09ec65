/**
 * Runs one command and ends it when its own standard input closes: by a clean stop or by the death of the
 * process that started it, even by `kill -9`. So nothing of the stack outlives the launcher, on Linux
 * and macOS. Plain JavaScript, because it must start immediately, without a compiler.
 *
 *     node guard.mjs '{"signal":"SIGINT","graceMs":8000,"uid":101,"gid":104}' COMMAND ARGS...
 */
import { spawn } from "node:child_process";

const { signal, graceMs, uid, gid } = JSON.parse(process.argv[2] ?? "{}");
const [command = "", ...args] = process.argv.slice(3);

const child = spawn(command, args, { uid, gid, stdio: ["ignore", "inherit", "inherit"] });
let stopping = false;
let isAlone = false;

function stop() {
  if (stopping) return;
  stopping = true;
  child.kill(signal);
  setTimeout(() => child.kill("SIGKILL"), graceMs);
}

/** Processes that the command started and left behind are in our process group, as we are. */
function sweep() {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    // Started by hand, so not a group leader.
  }
}

child.on("error", (error) => {
  console.error(`${command}: ${error.message}`);
  process.exit(127);
});
child.on("exit", (code, killedBy) => {
  // The process that started it does this, unless it is gone.
  if (isAlone) sweep();
  process.exit(code ?? (killedBy === "SIGKILL" ? 137 : 1));
});

const stopAlone = () => {
  isAlone = true;
  stop();
};
process.stdin.on("end", stopAlone).on("error", stopAlone).resume();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, stop);
