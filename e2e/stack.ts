import { readFileSync } from "node:fs";
import pg from "pg";
import { e2eStack } from "../scripts/e2e-stack";

interface Stack {
  database_url: string;
  stripe_api_base: string;
  secret_key: string;
  demo: { app: { client_id: string; client_secret: string } };
}

/** The stack that runs for these specs: where its parts are, and their keys. */
export const stack = (): Stack =>
  JSON.parse(readFileSync(`${e2eStack.dataDir}/stack.json`, "utf8"));

/** Runs SQL in the stack's database, for what no page and no API brings about. */
export async function sql(text: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: stack().database_url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
