import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import pg from "pg";
import { dumpThroughWire } from "./wire";

const run = promisify(execFile);

/** A real pg_dump, and how its dumps are restored. */
export interface DumpTools {
  name: string;
  /** Writes a dump of a database into a file. */
  dump: (databaseUrl: string, file: string) => Promise<void>;
  /** Restores it into an empty database. Throws at the first statement that fails. */
  restore: (file: string, databaseUrl: string) => Promise<void>;
}

/**
 * This machine's pg_dump and pg_restore, if they are at least of the server's version, since older ones reject it. Else
 * the pg_dump in WebAssembly of pglite-tools; null if that isn't installed.
 */
export async function dumpTools(serverMajor: number): Promise<DumpTools | null> {
  const majors = await Promise.all([majorOf("pg_dump"), majorOf("pg_restore")]);
  if (majors.every((major) => major >= serverMajor)) return installed(Math.min(...majors));
  return isInstalled("@electric-sql/pglite-tools/pg_dump") ? webAssembly : null;
}

/** The major version of a program in the PATH; 0 if there is none. */
async function majorOf(program: string): Promise<number> {
  const { stdout } = await run(program, ["--version"]).catch(() => ({ stdout: "" }));
  return Number(/(\d+)[.\w]*( |$)/m.exec(stdout)?.[1] ?? 0);
}

function isInstalled(module: string): boolean {
  try {
    createRequire(import.meta.url).resolve(module);
    return true;
  } catch {
    return false;
  }
}

/** The commands of docs/backup-and-restore.md. */
const installed = (major: number): DumpTools => ({
  name: `pg_dump and pg_restore ${major}`,
  dump: async (url, file) => {
    await run("pg_dump", ["--format=custom", `--file=${file}`, url]);
  },
  restore: async (file, url) => {
    await run("pg_restore", ["--exit-on-error", "--no-owner", `--dbname=${url}`, file]);
  },
});

/** It has no pg_restore: its dump is SQL. */
const webAssembly: DumpTools = {
  name: "the pg_dump of pglite-tools",
  dump: dumpThroughWire,
  restore: async (file, url) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(await readFile(file, "utf8"));
    } finally {
      await client.end();
    }
  },
};
