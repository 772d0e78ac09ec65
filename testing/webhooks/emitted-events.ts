import { demoApp } from "../actors/app";
import { sql } from "../database/sql";
import { newEndpoint } from "./endpoints";

export interface EmittedEvent {
  type: string;
  data: Record<string, unknown>;
}

/** Subscribes an endpoint of the firm's own app to all events, so that every event is stored. */
export async function subscribeToAllEvents() {
  await newEndpoint(await demoApp(), "http://127.0.0.1:4009/unreachable");
}

/** The stored events whose data has this value, oldest first. */
export async function emittedEvents(key: string, value: string | number): Promise<EmittedEvent[]> {
  const { rows } = await sql(
    "select payload from webhook_events where payload::json -> 'data' ->> $1 = $2 order by id",
    [key, String(value)],
  );
  return rows.map(({ payload }) => JSON.parse(payload));
}

export const eventTypesOf = (events: EmittedEvent[]) => events.map(({ type }) => type);
