import type pg from "pg";
import { connect, type Database } from "@/db/client";
import { env } from "./env";

type Connection = ReturnType<typeof connect>;
// One pool a process, also when the development server loads this module again.
const shared = globalThis as typeof globalThis & {
  propdeskDatabase?: Connection;
  propdeskSessions?: pg.Pool;
};

/** This process's connection pool and query builder. */
export function connection(): Connection {
  const { DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_POOL_SIZE } = env();
  const pooler = DATABASE_DIRECT_URL !== undefined;
  shared.propdeskDatabase ??= connect(DATABASE_URL, DATABASE_POOL_SIZE, { pooler });
  return shared.propdeskDatabase;
}

export const database = (): Database => connection().db;

/**
 * Connections whose session lasts, which LISTEN needs: the usual pool, or with DATABASE_DIRECT_URL a small
 * one past the pooler.
 */
export function sessionPool(): pg.Pool {
  if (env().DATABASE_DIRECT_URL === undefined) return connection().pool;
  shared.propdeskSessions ??= connect(sessionUrl(), SESSIONS).pool;
  return shared.propdeskSessions;
}

/** At most: one for each of the three worker pools, and room for those that are being replaced. */
const SESSIONS = 9;

/** The address of the database for a connection whose session must last. */
export const sessionUrl = (): string => env().DATABASE_DIRECT_URL ?? env().DATABASE_URL;

/** Closes this process's connections once what they do is done. */
export async function closeConnections(): Promise<void> {
  await Promise.all([connection().pool.end(), shared.propdeskSessions?.end()]);
}
