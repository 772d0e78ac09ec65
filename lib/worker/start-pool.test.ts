import { EventEmitter } from "node:events";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import type { TaskList, WorkerEvents } from "graphile-worker";
import { afterEach, expect, test, vi } from "vitest";
import { sql } from "@/testing/database/sql";
import { cuttableDatabase } from "@/testing/faults/cut-database";
import { watchLocalQueue } from "./safe-shutdown";
import { startPool } from "./start-pool";
import { supervisePool } from "./supervise-pool";
import { workerPools } from "./worker-pools";

const database = await cuttableDatabase();
const [emails] = workerPools().filter(({ name }) => name === "emails");
if (!emails) throw new Error("no worker pool for emails");

let pool: ReturnType<typeof startPool> | undefined;
afterEach(async () => {
  pool?.end();
  pool = undefined;
  await sql("delete from graphile_worker._private_jobs");
});

const QUEUE_TTL_MS = 300;

/** Starts the pool of emails with its local queue, one slot and this task. */
const start = (task: TaskList[string]) => {
  const localQueue = emails.localQueue && { ...emails.localQueue, ttl: QUEUE_TTL_MS };
  const taskList = { "send-mail": task };
  pool = startPool({ ...emails, concurrency: 1, localQueue, taskList }, () => {});
  return pool;
};
const addEmailJobs = (count: number) =>
  sql("select graphile_worker.add_job('send-mail') from generate_series(1, $1)", [count]);
const emailJobs = async () => {
  const { rows } = await sql(
    "select attempts, locked_by is not null as locked from graphile_worker.jobs order by id",
  );
  return rows;
};
const waitForRunning = (count: number) =>
  vi.waitFor(() => expect(pool?.running()).toBe(count), { timeout: 9_000, interval: 20 });

test("startPool: every slot is busy for longer than 10 s → alive until it is ended", async () => {
  let finish = () => {};
  const busy = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await addEmailJobs(1);
  const started = start(() => busy);
  await waitForRunning(1);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  try {
    expect(started.isAlive()).toBe(true);
    finish();
    await waitForRunning(0);
    expect(started.isAlive()).toBe(true);
    started.end();
    expect(started.isAlive()).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test("startPool: no successful poll for 10 s with a free slot → not alive, ended as stalled", async () => {
  const started = start(() => {});
  await vi.waitFor(() => expect(started.isAlive()).toBe(true), { timeout: 9_000 });
  await database.cut();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11_000 });
  try {
    expect(started.isAlive()).toBe(false);
    expect(await started.ended).toMatchObject({ reason: "stalled" });
  } finally {
    vi.useRealTimers();
    await database.restore();
  }
});

test("startPool: ended with emails in its local queue → they are returned, the one being sent keeps its lock", async () => {
  let [sent, finish] = [0, () => {}];
  const sending = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await addEmailJobs(3);
  const started = start(async () => {
    await sending;
    sent += 1;
  });
  await waitForRunning(1);
  started.end();
  const expected = [
    { attempts: 1, locked: true },
    { attempts: 0, locked: false },
    { attempts: 0, locked: false },
  ];
  await vi.waitFor(async () => expect(await emailJobs()).toEqual(expected), { timeout: 9_000 });
  await sleep(200);
  expect(await emailJobs()).toEqual(expected);
  finish();
  await started.drained();
  expect(sent).toBe(1);
  expect(await emailJobs()).toHaveLength(2);
});

test("startPool: ended with emails in its local queue while the database becomes unreachable → no unhandled rejection", async () => {
  const unhandled = vi.fn();
  process.prependListener("unhandledRejection", unhandled);
  try {
    await addEmailJobs(3);
    const started = start(() => sleep(QUEUE_TTL_MS / 2));
    await waitForRunning(1);
    await database.cut();
    started.end();
    // By then the queue has tried to return its jobs, and was released.
    await sleep(4 * QUEUE_TTL_MS);
    expect(unhandled).not.toHaveBeenCalled();
  } finally {
    process.off("unhandledRejection", unhandled);
    await database.restore();
  }
});

test("supervisePool: a pool ends while its job runs → a second pool starts, and the job stays locked by the first", async () => {
  let sent = 0;
  await addEmailJobs(1);
  let finish = () => {};
  const sending = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const sendSlowly = async () => {
    await sending;
    sent += 1;
  };
  const { localQueue: _, ...workerPool } = { ...emails, taskList: { "send-mail": sendSlowly } };
  const delays = { retryMs: 100, backoffMs: { first: 100, most: 400 } };
  const runningPool = supervisePool(
    { ...workerPool, concurrency: 1 },
    { prepare: async () => {}, onPoll: () => {}, delays },
  );
  try {
    await vi.waitFor(
      async () => expect(await emailJobs()).toEqual([{ attempts: 1, locked: true }]),
      {
        timeout: 9_000,
      },
    );
    const [first] = runningPool.holdingIds();
    // graphile-worker shuts its pool down, as it does if the end of a job can't be written.
    await sql(
      "select pg_notify('worker:migrate', '{\"breaking\":true,\"migrationNumber\":999999}')",
    );
    await vi.waitFor(() => expect(runningPool.holdingIds()).toHaveLength(2), { timeout: 9_000 });
    expect(runningPool.holdingIds()).toContain(first);
    expect(await emailJobs()).toEqual([{ attempts: 1, locked: true }]);
    finish();
    await vi.waitFor(async () => expect(await emailJobs()).toEqual([]), { timeout: 9_000 });
    expect([sent, runningPool.holdingIds().includes(String(first))]).toEqual([1, false]);
  } finally {
    process.exitCode = undefined;
    finish();
    await runningPool.stop();
  }
});

test("watchLocalQueue: the queue has jobs, then none → resolves when it is empty", async () => {
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
