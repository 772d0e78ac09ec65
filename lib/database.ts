import { connect, type Database } from "@/db/client";
import { env } from "./env";

type Connection = ReturnType<typeof connect>;
// One pool a process, also when the development server loads this module again.
const shared = globalThis as typeof globalThis & { propdeskDatabase?: Connection };

/** This process's connection pool and query builder. */
export function connection(): Connection {
  shared.propdeskDatabase ??= connect(env().DATABASE_URL, env().DATABASE_POOL_SIZE);
  return shared.propdeskDatabase;
}

export const database = (): Database => connection().db;
