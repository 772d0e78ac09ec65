import { existsSync } from "node:fs";
import { chmod, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { commandOf, isAlive } from "@/sandbox/processes";
import { StartError } from "@/sandbox/start-error";

/**
 * Creates the data folder, private to its owner. If root owns it, others may enter it but not list it, because
 * PostgreSQL runs as another user inside.
 */
export async function makeDataDir(dataDir: string): Promise<void> {
  if (existsSync(dataDir)) return;
  await mkdir(dataDir, { recursive: true });
  await chmod(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/**
 * Locks the data folder for this process, so that no second stack runs on it.
 * Resolves with whether an earlier launcher was killed before it unlocked the folder.
 *
 * @throws StartError when another launcher holds the lock.
 */
export async function lockDataDir(dataDir: string): Promise<{ wasKilled: boolean }> {
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
        `A stack is already running in ${dataDir} (process ${holder}). Stop it, or start a second one with another DATA_DIR and PORT.`,
      );
    }
    await rm(file, { force: true });
  }
}

/** Unlocks the data folder. */
export async function unlockDataDir(dataDir: string): Promise<void> {
  await rm(lockFile(dataDir), { force: true });
}

function lockFile(dataDir: string): string {
  return join(dataDir, "launcher.pid");
}

async function isLauncher(pid: number): Promise<boolean> {
  return pid > 0 && isAlive(pid) && (await commandOf(pid)).includes("stack/launch");
}
