import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeOutside, outside } from "./outside";
import { canEnter, type RunAs } from "./run-as";

/**
 * The folder of the cluster: `dataDir` itself, or, if PostgreSQL's own user may not
 * enter it, one outside that is always the same for this `dataDir`. The file `moved-to.txt` then
 * has its path.
 */
export async function placeCluster(
  dataDir: string,
  user: RunAs | undefined,
  say: (line: string) => void,
): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  await chmod(dataDir, user ? 0o711 : 0o700);
  const real = await realpath(dataDir);
  const name = `data-${createHash("sha256").update(real).digest("hex").slice(0, 12)}`;
  const movedTo = join(dataDir, "moved-to.txt");
  // Deleting the data folder means a fresh start, and its password is gone with it.
  if (!existsSync(movedTo))
    await rm(join(outside(name), "cluster"), { recursive: true, force: true });
  if (!existsSync(join(outside(name), "cluster")) && canEnter(user, dataDir)) {
    await rm(movedTo, { force: true });
    return real;
  }
  const place = await makeOutside(name);
  await writeFile(movedTo, `${place}\n`);
  say(`PostgreSQL's user can't access ${dataDir}. The database is stored in ${place}`);
  return place;
}
