import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, isAlive, isGoneWithin } from "../processes";
import { StartError } from "../start-error";

interface Postmaster {
  pid: number;
  ready: boolean;
}

/**
 * Ends a server that an earlier start left behind on this cluster, and removes a `postmaster.pid`
 * whose process id belongs to another process by now. A pid file of a process that is gone stays:
 * PostgreSQL itself checks with it that no back end is still writing.
 *
 * @throws if the server does not end.
 */
export async function stopLeftover(cluster: string): Promise<void> {
  const found = await readPostmaster(cluster);
  if (!found) return;
  const { pid } = found;
  if (await isServerOf(pid, cluster)) {
    for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
      if (isAlive(pid)) process.kill(pid, signal);
      if (await isGoneWithin(pid, 4_000)) return;
    }
    throw new StartError(`PostgreSQL (process ${pid}) on ${cluster} didn't stop.`);
  }
  if (signalReaches(pid)) await rm(join(cluster, "postmaster.pid"));
}

/**
 * Waits until the server on this cluster accepts connections. Resolves with its process id.
 *
 * @throws if `gone` settles first: the server has ended.
 */
export async function whenReady(cluster: string, gone: Promise<unknown>): Promise<number> {
  let ended = false;
  gone.finally(() => {
    ended = true;
  });
  while (!ended) {
    const found = await readPostmaster(cluster);
    if (found?.ready && isAlive(found.pid)) return found.pid;
    await sleep(20);
  }
  throw new StartError("PostgreSQL exited while starting.");
}

/** The file's first line is the process id, its eighth the state. */
async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = await readFile(join(cluster, "postmaster.pid"), "utf8").then(
    (text) => text.split("\n"),
    () => [],
  );
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, ready: lines[7]?.trim() === "ready" };
}

async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  const command = await commandOf(pid);
  return command.includes("postgres") && `${command} `.includes(` -D ${cluster} `);
}

/** True for a zombie too, which PostgreSQL would take for a running server. */
function signalReaches(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
