import type pg from "pg";
import { connect, type Database } from "@/db/client";
import { connection, database } from "@/lib/core/database";
import { contextOf, type Trader } from "../actors/trader";
import { sql } from "../database/sql";
import { type Fault, faultyServer } from "./trading-server";

/** What goes wrong at the insert of a challenge; `reject-late` is at the commit. */
export type ChallengeFault = Fault | "reject-late";

interface Broken {
  /** For the context of the call that is to fail. */
  db: Database;
  restore: () => Promise<unknown>;
}

/** Makes inserts of this trader's challenges fail, until `restore` is called. */
export async function breakChallengeInserts(
  trader: Trader,
  fault: ChallengeFault,
): Promise<Broken> {
  if (fault === "hang") return hang();
  if (fault === "cut-after") return cutAfterCommit();
  return trigger(trader, fault);
}

/** The database raises an error or ends the connection, at the insert or at the commit. */
async function trigger({ id }: Trader, fault: "reject" | "reject-late" | "cut-before") {
  const statement =
    fault === "cut-before"
      ? "perform pg_terminate_backend(pg_backend_pid())"
      : "raise exception 'no challenge today'";
  const name = `fault_of_${id}`;
  await sql(
    `create function ${name}() returns trigger language plpgsql as $$ begin ${statement}; return null; end $$`,
  );
  await sql(
    fault === "reject-late"
      ? `create constraint trigger ${name} after insert on challenges deferrable initially deferred for each row when (new.customer_id = ${id}) execute function ${name}()`
      : `create trigger ${name} after insert on challenges for each row when (new.customer_id = ${id}) execute function ${name}()`,
  );
  return { db: database(), restore: () => sql(`drop function if exists ${name} cascade`) };
}

/** Another transaction locks the table, so that the insert runs into the statement timeout. */
async function hang(): Promise<Broken> {
  const { pool, db } = ownConnection();
  Object.assign(pool.options, { statement_timeout: 500 });
  const holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("lock table challenges in share row exclusive mode");
  const restore = async () => {
    await holder.query("rollback");
    holder.release();
    await pool.end();
  };
  return { db, restore };
}

/** The challenge is committed, and the connection is lost before the response arrives, with this code. */
export function cutAfterCommit(code = "ECONNRESET"): Broken {
  const { pool, db } = ownConnection();
  let cut = false;
  const lose = () => {
    cut = true;
    return Object.assign(new Error(`read ${code}`), { code });
  };
  pool.on("connect", (client) => {
    let recording = false;
    let inTransaction = false;
    const { query } = client;
    client.query = new Proxy(query, {
      apply: (target, self, args: [string | pg.QueryConfig, ...unknown[]]) => {
        const text = typeof args[0] === "string" ? args[0] : args[0].text;
        if (text === "begin") inTransaction = true;
        const records = /insert into challenges |purchase_challenge\(/.test(text);
        recording ||= records;
        const commits = inTransaction ? recording && text === "commit" : records;
        const callback = args.at(-1);
        // A single statement: the pool passes a callback.
        if (commits && typeof callback === "function") {
          const loseRows = (error: unknown, result?: pg.QueryResult) =>
            result?.rows.length ? callback(lose()) : callback(error, result);
          return Reflect.apply(target, self, [...args.slice(0, -1), loseRows]);
        }
        const result: unknown = Reflect.apply(target, self, args);
        if (!commits || !(result instanceof Promise)) return result;
        return result.then(() => {
          throw lose();
        });
      },
    });
  });
  const restore = async () => {
    await pool.end();
    if (!cut) throw new Error("the commit of the challenge wasn't seen");
  };
  return { db, restore };
}

const ownConnection = () => connect(process.env.DATABASE_URL ?? "", 2);

/** The context and server of a call in which a step of the purchase fails, until `restore` is called. */
export async function failAt(trader: Trader, step: string, fault: Fault) {
  if (step !== "challenge") {
    const server = faultyServer((name) => (name === step ? fault : undefined));
    return { ctx: contextOf(trader), server, restore: async () => {} };
  }
  const { db, restore } = await breakChallengeInserts(trader, fault);
  return { ctx: { ...contextOf(trader), db }, server: faultyServer(() => undefined), restore };
}
