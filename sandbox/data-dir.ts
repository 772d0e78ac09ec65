import { existsSync } from "node:fs";
import { chmod, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { commandOf, isAlive } from "./processes";
import { StartError } from "./start-error";

/**
 * Makes the data folder, private to its owner. Root's may be passed through (and not read), because
 * PostgreSQL runs as a user of its own inside it.
 */
export async function makeDataDir(dataDir: string): Promise<void> {
  if (existsSync(dataDir)) return;
  await mkdir(dataDir, { recursive: true });
  await chmod(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/**
 * Takes the data folder for this process, so that no second stack runs on it.
 * Resolves with whether an earlier launcher was killed before it could give it back.
 *
 * @throws StartError when another launcher has it.
 */
export async function takeDataDir(dataDir: string): Promise<{ wasKilled: boolean }> {
  const file = lockFile(dataDir);
  for (let wasKilled = false; ; wasKilled = true) {
    const lock = await open(file, "wx", 0o600).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
    if (lock) {
      await lock.writeFile(`${process.pid}\n`);
      await lock.close();
      return { wasKilled };
    }
    const holder = Number(await readFile(file, "utf8").catch(() => ""));
    if (await isLauncher(holder)) {
      throw new StartError(
        `A stack already runs on ${dataDir} (process ${holder}). Stop it, or start another beside it with its own DATA_DIR and PORT.`,
      );
    }
    await rm(file, { force: true });
  }
}

/** Gives the data folder back. */
export async function leaveDataDir(dataDir: string): Promise<void> {
  await rm(lockFile(dataDir), { force: true });
}

function lockFile(dataDir: string): string {
  return join(dataDir, "launcher.pid");
}

async function isLauncher(pid: number): Promise<boolean> {
  return pid > 0 && isAlive(pid) && (await commandOf(pid)).includes("sandbox/launch");
}
