import { execFile } from "node:child_process";
import { appendFile, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { vi } from "vitest";
import { type Postgres, startPostgres } from "@/sandbox/postgres/start";

const run = promisify(execFile);
const literal = pg.escapeLiteral;

/** A server with a WAL archive, a base backup of it, and recovery to a later moment. */
export async function startArchivedPostgres(dataDir: string) {
  const fresh = await startPostgres({ dataDir });
  const [{ data_directory: cluster }] = await runQuery(fresh, "show data_directory");
  const [archive, backup] = [join(dirname(cluster), "archive"), join(dirname(cluster), "backup")];
  const owner = await stat(cluster);
  const own = (folder: string) => run("chown", ["-R", `${owner.uid}:${owner.gid}`, folder]);
  await mkdir(archive, { mode: 0o700 });
  await own(archive);
  await runQuery(fresh, "alter system set archive_mode = on");
  const command = `test ! -f ${archive}/%f && cp %p ${archive}/%f`;
  await runQuery(fresh, `alter system set archive_command = ${literal(command)}`);
  await fresh.stop();
  let server = await startPostgres({ dataDir });

  return {
    server: () => server,
    /** Copies the cluster while it is written to, as pg_basebackup does. */
    async backUp(concurrently: () => Promise<unknown>) {
      const client = new pg.Client({ connectionString: server.adminUrl });
      await client.connect();
      await client.query("select pg_backup_start('drill', fast => true)");
      const [label] = await Promise.all([
        copy(cluster, backup).then(() => client.query("select labelfile from pg_backup_stop()")),
        concurrently(),
      ]);
      await client.end();
      await writeFile(join(backup, "backup_label"), label.rows[0].labelfile);
      await own(backup);
    },
    /** Waits until what was written so far is in the archive. */
    async archived() {
      const [{ file }] = await runQuery(server, "select pg_walfile_name(pg_switch_wal()) as file");
      await vi.waitFor(() => stat(join(archive, file)), { timeout: 10_000, interval: 50 });
    },
    /** Deletes the server and its data. The backup and the archive are left. */
    async lose() {
      server.kill();
      await server.exited;
      // Its last processes may still be writing.
      await rm(cluster, { recursive: true, maxRetries: 20, retryDelay: 100 });
    },
    /** Restores the backup, replays the archive up to that time and opens the database again. */
    async recover(to: string) {
      await rename(backup, cluster);
      const settings = {
        restore_command: `cp ${archive}/%f %p`,
        recovery_target_time: to,
        recovery_target_action: "promote",
      };
      const lines = Object.entries(settings).map(
        ([name, value]) => `${name} = ${literal(value)}\n`,
      );
      await appendFile(join(cluster, "postgresql.auto.conf"), lines.join(""));
      await writeFile(join(cluster, "recovery.signal"), "");
      await own(cluster);
      server = await startPostgres({ dataDir });
      // It can be read before it can be written to.
      const isOpen = async () =>
        (await runQuery(server, "select not pg_is_in_recovery() as open"))[0].open;
      await vi.waitUntil(isOpen, { timeout: 10_000, interval: 50 });
    },
  };
}

async function runQuery(server: Postgres, query: string) {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  const { rows } = await client.query(query);
  await client.end();
  return rows;
}

/** Copies a running server's files. Files that it creates anew may be missing. */
async function copy(from: string, to: string): Promise<void> {
  await run("cp", ["-a", from, to]).catch((error: { stderr: string }) => {
    const problems = error.stderr.trim().split("\n");
    if (!problems.every((line) => line.includes("No such file"))) throw error;
  });
  for (const file of ["postmaster.pid", "postmaster.opts"]) await rm(join(to, file));
  // The WAL of a backup comes from the archive.
  await rm(join(to, "pg_wal"), { recursive: true });
  await mkdir(join(to, "pg_wal"), { mode: 0o700 });
}
