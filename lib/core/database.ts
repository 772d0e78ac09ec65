import type pg from "pg";
import { connect, type Database } from "@/db/client";
import { env } from "./env";
import { perProcess } from "./per-process";

type Connection = ReturnType<typeof connect>;
interface Connections {
  database?: Connection;
  sessions?: pg.Pool;
  closing?: Promise<unknown>;
}
const connections = perProcess("connections", (): Connections => ({}));

/** This process's connection pool and query builder. */
export function connection(): Connection {
  const { DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_POOL_SIZE } = env();
  const pooler = DATABASE_DIRECT_URL !== undefined;
  const held = connections();
  held.database ??= connect(DATABASE_URL, DATABASE_POOL_SIZE, { pooler });
  return held.database;
}

/** This process's query builder. */
export const database = (): Database => connection().db;

/**
 * A pool of connections with a session of their own, which LISTEN needs: the usual pool, or with DATABASE_DIRECT_URL a
 * small one that bypasses the pooler.
 */
export function sessionPool(): pg.Pool {
  if (env().DATABASE_DIRECT_URL === undefined) return connection().pool;
  const held = connections();
  held.sessions ??= connect(sessionUrl(), SESSION_POOL_SIZE).pool;
  return held.sessions;
}

/** The pool's size: one connection for each of the three worker pools, and some for those that are being replaced. */
const SESSION_POOL_SIZE = 9;

/** The address of the database for connections that need a session of their own. */
export const sessionUrl = (): string => env().DATABASE_DIRECT_URL ?? env().DATABASE_URL;

/** Whether this process is closing its connections. A query that fails from then on doesn't mean that the database is unavailable. */
export const isClosing = (): boolean => connections().closing !== undefined;

/** Closes this process's connections, each once its statement has finished. */
export async function closeConnections(): Promise<void> {
  const held = connections();
  held.closing ??= Promise.all([connection().pool.end(), held.sessions?.end()]);
  await held.closing;
}
