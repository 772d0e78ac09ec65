import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { isAlive } from "@/sandbox/processes";

/** Linux's file system in memory. Containers often have 64 MB of it. */
const MEMORY = "/dev/shm";
const PREFIX = "propdesk-tests-";
/** The tests' databases were seen to need 4.2 GB, most of it for a million rows. */
const ENOUGH_BYTES = 6 * 1024 ** 3;

/**
 * Once for a run of the tests: its temporary folder, and that of all processes it starts. It is in memory if that has the
 * room. Each test file's database has 640 files, and on a disk the search for free inodes took most of the time to create
 * them: 150 ms of the processor for each database, in memory 15 ms.
 */
export default function setup() {
  // Another project of the run has it already.
  if (process.env.TMPDIR?.startsWith(join(MEMORY, PREFIX))) return;
  deleteLeftovers();
  if (!hasRoom()) return;
  const folder = join(MEMORY, `${PREFIX}${process.pid}`);
  mkdirSync(folder);
  // PostgreSQL may run as another user.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Deletes the folders of this user's runs that were killed: they take memory. */
function deleteLeftovers(): void {
  for (const name of existsSync(MEMORY) ? readdirSync(MEMORY) : []) {
    const [, pid] = /^propdesk-tests-(\d+)$/.exec(name) ?? [];
    const folder = join(MEMORY, name);
    const isRunning = pid !== String(process.pid) && isAlive(Number(pid));
    if (!pid || isRunning || statSync(folder).uid !== process.getuid?.()) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}
