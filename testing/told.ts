import { appHeaders } from "./api";
import { sql } from "./callers";
import { newEndpoint } from "./webhooks";

export interface Told {
  type: string;
  data: Record<string, unknown>;
}

/** An endpoint of the firm's own app, so that every event of this file's database is kept. */
export async function listenToAll() {
  await newEndpoint(await appHeaders(), "http://127.0.0.1:4009/nobody-listens");
}

/** What was told with such a value in its data, oldest first. */
export async function toldOf(key: string, value: string | number): Promise<Told[]> {
  const { rows } = await sql(
    "select payload from webhook_events where payload::json -> 'data' ->> $1 = $2 order by id",
    [key, String(value)],
  );
  return rows.map(({ payload }) => JSON.parse(payload));
}

export const typesOf = (told: Told[]) => told.map(({ type }) => type);
