import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { StartError } from "../start-error";
import type { RunAs } from "./run-as";

const run = promisify(execFile);

/** The database's superuser. */
export const SUPERUSER = "postgres";

/** The superuser's password: random, created once, stored where only its owner may read it. */
export async function storedPassword(file: string): Promise<string> {
  const stored = (await readFile(file, "utf8").catch(() => "")).trim();
  if (stored !== "") return stored;
  const password = randomBytes(24).toString("base64url");
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/**
 * Creates the cluster if there is none, and leaves an existing one as it is. A cluster gets its
 * name only when it is complete, so that a start that is killed leaves no incomplete one behind.
 *
 * @throws if the cluster belongs to another user of the system, or initdb fails.
 */
export async function initialise(
  initdb: string,
  cluster: string,
  password: string,
  user: RunAs | undefined,
): Promise<void> {
  if (existsSync(cluster)) return checkOwner(cluster, user);

  const fresh = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  await rm(fresh, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await mkdir(fresh);
  await chmod(fresh, 0o700);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [fresh, passwordFile]) await chown(path, user.uid, user.gid);
  try {
    await run(initdb, [...flags, `--pgdata=${fresh}`, `--pwfile=${passwordFile}`], {
      ...user,
      cwd: "/",
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    });
    await rename(fresh, cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

// PostgreSQL's own C.UTF-8: the same sort order and character classes on every operating system.
const flags = [
  `--username=${SUPERUSER}`,
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--no-instructions",
];

async function checkOwner(cluster: string, user: RunAs | undefined): Promise<void> {
  const { uid } = await stat(cluster).catch(() => ({ uid: -1 }));
  if (uid === (user?.uid ?? process.getuid?.())) return;
  throw new StartError(
    `The database in ${cluster} was created by another user on this system. Start as that user, or set DATA_DIR to another folder.`,
  );
}
