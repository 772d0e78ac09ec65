import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Linux counts CPU time in hundredths of a second, on every platform of Node.js. */
const TICK_MS = 10;

interface Process {
  pid: number;
  parent: number;
  cpuMs: number;
  rssMb: number;
}

/** CPU time and memory of all children of a process, which itself only guards them. */
export async function usageOf(pid: number): Promise<{ cpuMs: number; rssMb: number }> {
  const all = await processes();
  const family = new Set([pid]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const each of all) if (family.has(each.parent)) family.add(each.pid);
  }
  const children = all.filter((each) => each.pid !== pid && family.has(each.pid));
  const sum = (of: (each: Process) => number) =>
    children.reduce((total, each) => total + of(each), 0);
  return { cpuMs: sum(({ cpuMs }) => cpuMs), rssMb: sum(({ rssMb }) => rssMb) };
}

const processes = () => (process.platform === "linux" ? fromProc() : fromPs());

async function fromProc(): Promise<Process[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    ids.map(async (pid) => {
      // A process that has ended since.
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
      const fields = stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .map(Number);
      const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]];
      const rssKb = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
      return { pid, parent, cpuMs: (user + system) * TICK_MS, rssMb: rssKb / 1024 };
    }),
  );
  return found;
}

async function fromPs(): Promise<Process[]> {
  const { stdout } = await run("ps", ["-axo", "pid=,ppid=,rss=,time="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = "", parent = "", rss = "", time = ""] = line.trim().split(/\s+/);
      const seconds = time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
      return {
        pid: Number(pid),
        parent: Number(parent),
        cpuMs: seconds * 1_000,
        rssMb: Number(rss) / 1024,
      };
    });
}
