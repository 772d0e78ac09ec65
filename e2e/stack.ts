import { readFileSync } from "node:fs";
import pg from "pg";
import { e2eStack } from "../scripts/e2e-stack";

interface Stack {
  database_url: string;
  stripe_api_base: string;
  secret_key: string;
  demo: { app: { client_id: string; client_secret: string } };
}

/** The stack that the specs run on: the addresses and keys of its parts. */
export const stack = (): Stack =>
  JSON.parse(readFileSync(`${e2eStack.dataDir}/stack.json`, "utf8"));

/** Runs SQL in the stack's database, for states that no page and no API can create. */
export async function sql(text: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: stack().database_url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
