import type pg from "pg";
import { connect, type Database } from "@/db/client";
import { connection, database } from "@/lib/database";
import { sql } from "../callers";
import { contextOf, type Fault, faultyServer, type Trader } from "../trading";

/** What may go wrong when the database is to record a challenge; `refuse-late` is at the commit. */
export type ChallengeFault = Fault | "refuse-late";

interface Broken {
  /** For the context of the call that is to fail. */
  db: Database;
  mend: () => Promise<unknown>;
}

/** Makes the database fail when it is to record a challenge of this trader, until it is mended. */
export async function breakChallenges(trader: Trader, fault: ChallengeFault): Promise<Broken> {
  if (fault === "hang") return hang();
  if (fault === "cut-after") return cutAfterCommit();
  return trigger(trader, fault);
}

/** The database itself raises an error, or ends the connection, at the insert or at the commit. */
async function trigger({ id }: Trader, fault: "refuse" | "refuse-late" | "cut-before") {
  const deed =
    fault === "cut-before"
      ? "perform pg_terminate_backend(pg_backend_pid())"
      : "raise exception 'no challenge today'";
  const name = `fault_of_${id}`;
  await sql(
    `create function ${name}() returns trigger language plpgsql as $$ begin ${deed}; return null; end $$`,
  );
  await sql(
    fault === "refuse-late"
      ? `create constraint trigger ${name} after insert on challenges deferrable initially deferred for each row when (new.customer_id = ${id}) execute function ${name}()`
      : `create trigger ${name} after insert on challenges for each row when (new.customer_id = ${id}) execute function ${name}()`,
  );
  return { db: database(), mend: () => sql(`drop function if exists ${name} cascade`) };
}

/** Another transaction has the table, so that the insert runs into the limit of a statement's time. */
async function hang(): Promise<Broken> {
  const { pool, db } = ownConnection();
  Object.assign(pool.options, { statement_timeout: 500 });
  const holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("lock table challenges in share row exclusive mode");
  const mend = async () => {
    await holder.query("rollback");
    holder.release();
    await pool.end();
  };
  return { db, mend };
}

/** The challenge is committed, and the connection lost before the answer has come back, with this code. */
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
        if (text.includes("insert into challenges ")) recording = true;
        const commits = recording && (text === "commit" || !inTransaction);
        const answer = args.at(-1);
        // A statement by itself: the pool asks with a callback.
        if (commits && typeof answer === "function") {
          return Reflect.apply(target, self, [...args.slice(0, -1), () => answer(lose())]);
        }
        const result: unknown = Reflect.apply(target, self, args);
        if (!commits || !(result instanceof Promise)) return result;
        return result.then(() => {
          throw lose();
        });
      },
    });
  });
  const mend = async () => {
    await pool.end();
    if (!cut) throw new Error("the commit of the challenge wasn't seen");
  };
  return { db, mend };
}

const ownConnection = () => connect(process.env.DATABASE_URL ?? "", 2);

/** A purchase's step that fails in a call with this context and server, until it is mended. */
export async function failAt(trader: Trader, step: string, fault: Fault) {
  if (step !== "challenge") {
    const server = faultyServer((name) => (name === step ? fault : undefined));
    return { ctx: contextOf(trader), server, mend: async () => {} };
  }
  const { db, mend } = await breakChallenges(trader, fault);
  return { ctx: { ...contextOf(trader), db }, server: faultyServer(() => undefined), mend };
}
