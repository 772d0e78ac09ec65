import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeOutside, outside } from "./outside";
import { canEnter, type RunAs } from "./run-as";

/**
 * The folder that holds the cluster: `dataDir` itself, or, where PostgreSQL's own user may not
 * enter it, one outside that is always the same for this `dataDir`. The file `moved-to.txt` then
 * says where.
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
  // Whoever deleted the data folder wants to start afresh, and its password went with it.
  if (!existsSync(movedTo))
    await rm(join(outside(name), "cluster"), { recursive: true, force: true });
  if (!existsSync(join(outside(name), "cluster")) && canEnter(user, dataDir)) {
    await rm(movedTo, { force: true });
    return real;
  }
  const place = await makeOutside(name);
  await writeFile(movedTo, `${place}\n`);
  say(`PostgreSQL's own user may not enter ${dataDir}: the database is kept in ${place}`);
  return place;
}
