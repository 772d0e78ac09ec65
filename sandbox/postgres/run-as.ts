import { execFileSync, spawnSync } from "node:child_process";
import { StartError } from "../start-error";

/** A system user, by number. */
export interface RunAs {
  uid: number;
  gid: number;
}

const USER = "postgres";

/**
 * The user that PostgreSQL runs as: undefined for the present user, or, because PostgreSQL doesn't
 * run as root, the user `postgres`, who is added to the system if there is none.
 *
 * @throws StartError that says what to do if root can't have such a user.
 */
export function whoRunsPostgres(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = look();
  if (found) return found;
  spawnSync("useradd", ["--system", "--user-group", "--shell", "/usr/sbin/nologin", USER]);
  const added = look();
  if (added) return added;
  throw new StartError(
    `PostgreSQL can't run as root, and the user "${USER}" couldn't be added to this system. Add it, or start as a regular user.`,
  );
}

function look(): RunAs | undefined {
  try {
    const id = (flag: string) => Number(execFileSync("id", [flag, USER], { stdio: "pipe" }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/** Whether this user can run a program: it can reach it, and its libraries are found. */
export function canRun(user: RunAs | undefined, command: string, args: string[]): boolean {
  return spawnSync(command, args, { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Whether this user may enter a folder, which needs permission for each folder above it too. */
export function canEnter(user: RunAs | undefined, folder: string): boolean {
  return canRun(user, "/bin/sh", ["-c", 'cd "$0"', folder]);
}
