import type pg from "pg";
import { connect, type Database } from "@/db/client";
import { env } from "./env";

type Connection = ReturnType<typeof connect>;
// One pool a process, also when the development server loads this module again.
const shared = globalThis as typeof globalThis & {
  propdeskDatabase?: Connection;
  propdeskSessions?: pg.Pool;
  propdeskClosing?: Promise<unknown>;
};

/** This process's connection pool and query builder. */
export function connection(): Connection {
  const { DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_POOL_SIZE } = env();
  const pooler = DATABASE_DIRECT_URL !== undefined;
  shared.propdeskDatabase ??= connect(DATABASE_URL, DATABASE_POOL_SIZE, { pooler });
  return shared.propdeskDatabase;
}

/** This process's query builder. */
export const database = (): Database => connection().db;

/**
 * A pool of connections with a session of their own, which LISTEN needs: the usual pool, or with DATABASE_DIRECT_URL a
 * small one that bypasses the pooler.
 */
export function sessionPool(): pg.Pool {
  if (env().DATABASE_DIRECT_URL === undefined) return connection().pool;
  shared.propdeskSessions ??= connect(sessionUrl(), SESSION_POOL_SIZE).pool;
  return shared.propdeskSessions;
}

/** The pool's size: one connection for each of the three worker pools, and some for those that are being replaced. */
const SESSION_POOL_SIZE = 9;

/** The address of the database for connections that need a session of their own. */
export const sessionUrl = (): string => env().DATABASE_DIRECT_URL ?? env().DATABASE_URL;

/** Whether this process is closing its connections. A query that fails from then on doesn't mean that the database is unavailable. */
export const isClosing = (): boolean => shared.propdeskClosing !== undefined;

/** Closes this process's connections, each once its statement has finished. */
export async function closeConnections(): Promise<void> {
  shared.propdeskClosing ??= Promise.all([connection().pool.end(), shared.propdeskSessions?.end()]);
  await shared.propdeskClosing;
}
