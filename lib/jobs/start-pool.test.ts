import { EventEmitter } from "node:events";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import type { TaskList, WorkerEvents } from "graphile-worker";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { poolForWorker } from "@/db/pool-for-worker";
import { QueryError } from "@/db/query-error";
import { connection } from "@/lib/database";
import { isSurvivable } from "@/lib/unhandled";
import { sql } from "@/testing/callers";
import { cuttableDatabase } from "@/testing/cut-database";
import { lanes } from "./lanes";
import { keepRunning } from "./run-lane";
import { watchLocalQueue } from "./safe-shutdown";
import { startPool } from "./start-pool";

const line = await cuttableDatabase();
const [emails] = lanes().filter(({ name }) => name === "emails");
if (!emails) throw new Error("there is no worker pool of emails");

let pool: ReturnType<typeof startPool> | undefined;
afterEach(async () => {
  pool?.end();
  pool = undefined;
  await sql("delete from graphile_worker._private_jobs");
});

const QUEUE_TTL_MS = 300;

/** The pool of emails, with its local queue, one slot and another task. */
const start = (task: TaskList[string]) => {
  const localQueue = emails.localQueue && { ...emails.localQueue, ttl: QUEUE_TTL_MS };
  const taskList = { "send-mail": task };
  pool = startPool({ ...emails, concurrency: 1, localQueue, taskList }, () => {});
  return pool;
};
const addMails = (count: number) =>
  sql("select graphile_worker.add_job('send-mail') from generate_series(1, $1)", [count]);
const mails = async () => {
  const { rows } = await sql(
    "select attempts, locked_by is not null as taken from graphile_worker.jobs order by id",
  );
  return rows;
};
const running = (count: number) =>
  vi.waitFor(() => expect(pool?.running()).toBe(count), { timeout: 9_000, interval: 20 });

test("startPool: every slot busy for longer than polls may fail → alive, until it ends", async () => {
  let finish = () => {};
  const busy = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await addMails(1);
  const started = start(() => busy);
  await running(1);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  try {
    expect(started.isAlive()).toBe(true);
    finish();
    await running(0);
    expect(started.isAlive()).toBe(true);
    started.end();
    expect(started.isAlive()).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test("startPool: no successful poll for 10 s with a free slot → not alive, over as stalled", async () => {
  const started = start(() => {});
  await vi.waitFor(() => expect(started.isAlive()).toBe(true), { timeout: 9_000 });
  await line.cut();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11_000 });
  try {
    expect(started.isAlive()).toBe(false);
    expect(await started.over).toMatchObject({ reason: "stalled" });
  } finally {
    vi.useRealTimers();
    await line.mend();
  }
});

test("startPool: ended with emails waiting in its local queue → they go back, the one being sent keeps its lock", async () => {
  let [sent, finish] = [0, () => {}];
  const sending = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await addMails(3);
  const started = start(async () => {
    await sending;
    sent += 1;
  });
  await running(1);
  started.end();
  const held = [
    { attempts: 1, taken: true },
    { attempts: 0, taken: false },
    { attempts: 0, taken: false },
  ];
  await vi.waitFor(async () => expect(await mails()).toEqual(held), { timeout: 9_000 });
  await sleep(200);
  expect(await mails()).toEqual(held);
  finish();
  await started.drained();
  expect(sent).toBe(1);
  expect(await mails()).toHaveLength(2);
});

test("startPool: ended with emails in its local queue while the database goes away → no unhandled rejection", async () => {
  const unhandled = vi.fn();
  process.prependListener("unhandledRejection", unhandled);
  try {
    await addMails(3);
    const started = start(() => sleep(QUEUE_TTL_MS / 2));
    await running(1);
    await line.cut();
    started.end();
    // By then its queue has returned what waits, and been released.
    await sleep(4 * QUEUE_TTL_MS);
    expect(unhandled).not.toHaveBeenCalled();
  } finally {
    process.off("unhandledRejection", unhandled);
    await line.mend();
  }
});

test("keepRunning: a pool that is over while its job runs → a second one starts, the first keeps the job's lock", async () => {
  let sent = 0;
  await addMails(1);
  let finish = () => {};
  const sending = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const slow = async () => {
    await sending;
    sent += 1;
  };
  const { localQueue: _, ...lane } = { ...emails, taskList: { "send-mail": slow } };
  const pace = { retryMs: 100, backoffMs: { first: 100, most: 400 } };
  const kept = keepRunning(
    { ...lane, concurrency: 1 },
    { prepare: async () => {}, onPoll: () => {}, pace },
  );
  try {
    await vi.waitFor(async () => expect(await mails()).toEqual([{ attempts: 1, taken: true }]), {
      timeout: 9_000,
    });
    const [first] = kept.holdingIds();
    // A job's end that can't be written has graphile-worker shut its pool down.
    await sql(
      "select pg_notify('worker:migrate', '{\"breaking\":true,\"migrationNumber\":999999}')",
    );
    await vi.waitFor(() => expect(kept.holdingIds()).toHaveLength(2), { timeout: 9_000 });
    expect(kept.holdingIds()).toContain(first);
    expect(await mails()).toEqual([{ attempts: 1, taken: true }]);
    finish();
    await vi.waitFor(async () => expect(await mails()).toEqual([]), { timeout: 9_000 });
    expect([sent, kept.holdingIds().includes(String(first))]).toEqual([1, false]);
  } finally {
    process.exitCode = undefined;
    finish();
    await kept.stop();
  }
});

test("watchLocalQueue: holds jobs, then is empty until the next ones arrive → resolves in between", async () => {
  const events: WorkerEvents = new EventEmitter();
  const setMode = (newMode: string) => events.emit("localQueue:setMode", Object({ newMode }));
  const whenEmpty = watchLocalQueue(events);
  const resolved = vi.fn();
  setMode("WAITING");
  void whenEmpty().then(resolved);
  await setImmediate();
  expect(resolved).not.toHaveBeenCalled();
  setMode("POLLING");
  await setImmediate();
  expect(resolved).toHaveBeenCalledOnce();
});

test("releasingOnce: a connection released twice → the second is ignored, the pool as before", async () => {
  const own = connection().pool;
  await new Promise<void>((resolve, reject) => {
    poolForWorker(own, own).connect((error, _, release) => {
      if (error) return reject(error);
      release();
      release();
      resolve();
    });
  });
  expect((await poolForWorker(own, own).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test.each([
  [
    "a database out of reach",
    new QueryError("x", Object.assign(new Error("x"), { code: "ECONNREFUSED" })),
    true,
  ],
  ["a mail server out of reach", Object.assign(new Error("x"), { code: "ECONNREFUSED" }), false],
  [
    "a read-only one",
    Object.assign(new pg.DatabaseError("x", 1, "error"), { code: "25006" }),
    true,
  ],
  [
    "graphile-worker's own",
    Object.assign(new Error("x"), {
      stack: "at y (/p/node_modules/graphile-worker/dist/z.js:1:1)",
    }),
    true,
  ],
  ["a fault of ours", new TypeError("x is undefined"), false],
  ["no error at all", "text", false],
])("isSurvivable: %s", (_, reason, expected) => {
  expect(isSurvivable(reason)).toBe(expected);
});
