import { join } from "node:path";
import pg from "pg";
import { startPostgres } from "@/sandbox/postgres/start";
import { type Part, restartOnEnd } from "@/sandbox/restart-on-end";

const NAME = "propdesk";

/** Starts the embedded PostgreSQL, restarts it when it ends, and creates the stack's database in it. */
export async function startDatabase(
  dataDir: string,
  say: (line: string) => void,
): Promise<Part & { url: string }> {
  let port: number | undefined;
  const server = await restartOnEnd(
    "PostgreSQL",
    async () => {
      const log = join(dataDir, "postgres.log");
      const started = await startPostgres({ dataDir: join(dataDir, "postgres"), log, say, port });
      port = started.port;
      return started;
    },
    say,
  );
  await createDatabase(server.first.adminUrl);
  return { ...server, url: server.first.url(NAME) };
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query("select from pg_database where datname = $1", [NAME]);
    if (found.rowCount === 0) await client.query(`create database ${NAME}`);
  } finally {
    await client.end();
  }
}
