import { execFileSync, spawnSync } from "node:child_process";
import { StartError } from "../start-error";

/** An operating system's user, by number. */
export interface RunAs {
  uid: number;
  gid: number;
}

const USER = "postgres";

/**
 * The user that PostgreSQL runs as: undefined for whoever runs us, or, because PostgreSQL refuses
 * to run as root, the user `postgres`, who is added to the system when there is none.
 *
 * @throws StartError that says what to do when root can't have such a user.
 */
export function whoRunsPostgres(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = look();
  if (found) return found;
  spawnSync("useradd", ["--system", "--user-group", "--shell", "/usr/sbin/nologin", USER]);
  const added = look();
  if (added) return added;
  throw new StartError(
    `PostgreSQL does not run as root, and the user "${USER}" could not be added to this system. Add it, or start as an ordinary user.`,
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

/** Says whether this user can run a program: it may reach it, and its libraries are found. */
export function canRun(user: RunAs | undefined, command: string, args: string[]): boolean {
  return spawnSync(command, args, { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Says whether this user may enter a folder, which needs leave on each folder above it too. */
export function canEnter(user: RunAs | undefined, folder: string): boolean {
  return canRun(user, "/bin/sh", ["-c", 'cd "$0"', folder]);
}
