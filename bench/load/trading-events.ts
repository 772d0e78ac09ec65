import { Agent, request } from "node:http";
import pg from "pg";
import { percentile } from "../statistics";
import type { Loaded, SnapshotsLoad, TradingLoad } from "./spec";

const at = () => new Date().toISOString();
/** An equity of an account of 100,000 that drifts by the cent, and ends nothing. */
const equityOf = (account: number, seq: number) =>
  (99_500 + ((account * 7 + seq * 13) % 90_000) / 100).toFixed(2);

/** Splits a range of accounts into the parts of the connections, and each part into batches. */
function batchesOf(first: number, count: number, connections: number, size: number): number[][][] {
  const each = Math.floor(count / connections);
  return Array.from({ length: connections }, (_, connection) => {
    const begin = first + connection * each;
    const accounts = Array.from({ length: each }, (__, index) => begin + index);
    const batches: number[][] = [];
    for (let from = 0; from < accounts.length; from += size) {
      batches.push(accounts.slice(from, from + size));
    }
    return batches;
  });
}

/**
 * Sends batches of snapshots, one event of each account in a batch, over connections with accounts of their own. Each
 * account's numbers go on from what the product expects.
 */
export async function loadTrading(load: TradingLoad): Promise<Loaded> {
  const { origin, token, source, accounts, batch, connections, seconds, nextSeq, startRate } = load;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const failures: string[] = [];
  let events = 0;
  const seqs = new Map<number, number>();
  const startedAt = performance.now();
  const send = (body: string) =>
    new Promise<void>((resolve, reject) => {
      const sent = request(
        `${origin}/v2/trading/events`,
        {
          method: "POST",
          agent,
          headers: {
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            const isRejected = !text.includes('"rejected":[]');
            if ((response.statusCode !== 200 || isRejected) && failures.length < 3) {
              failures.push(`${response.statusCode} ${text.slice(0, 300)}`);
            }
            resolve();
          });
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  const parts = batchesOf(accounts.first, accounts.count, connections, batch);
  let started = 0;
  await Promise.all(
    parts.map(async (batches) => {
      for (let nth = 0; performance.now() - startedAt < seconds * 1_000; nth++) {
        const chosen = batches[nth % batches.length] ?? [];
        const list = chosen.map((account) => {
          const seq = seqs.get(account) ?? nextSeq;
          seqs.set(account, seq + 1);
          const equity = equityOf(account, seq);
          return {
            account: `prop_bench_${account}`,
            seq,
            type: "snapshot",
            at: at(),
            balance: "100000.00",
            equity,
            open_positions: 1,
          };
        });
        if (startRate !== undefined) {
          // An offered rate: each batch begins at its time, or as soon as a connection is free.
          const due = startedAt + (started++ / startRate) * 1_000;
          const wait = due - performance.now();
          if (wait > 0) await new Promise((done) => setTimeout(done, wait));
        }
        const from = performance.now();
        await send(JSON.stringify({ source, events: list }));
        latencies.push(performance.now() - from);
        events += list.length;
      }
    }),
  );
  agent.destroy();
  const elapsed = (performance.now() - startedAt) / 1_000;
  return {
    count: events,
    rate: events / elapsed,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    failures,
  };
}

/** Baseline (c): the rows of the same snapshots, written by one `unnest` insert for each batch. */
export async function loadSnapshots(load: SnapshotsLoad): Promise<Loaded> {
  const { databaseUrl, accounts, batch, connections, seconds } = load;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  const latencies: number[] = [];
  let rows = 0;
  try {
    await pool.query(
      "create table if not exists bench_snapshots (like trading_snapshots including all)",
    );
    await pool.query("truncate bench_snapshots");
    const startedAt = performance.now();
    const parts = batchesOf(accounts.first, accounts.count, connections, batch);
    await Promise.all(
      parts.map(async (batches) => {
        const client = await pool.connect();
        try {
          for (let nth = 0; performance.now() - startedAt < seconds * 1_000; nth++) {
            const chosen = batches[nth % batches.length] ?? [];
            const time = at();
            const bodies = chosen.map((account) =>
              JSON.stringify({
                seq: nth + 1,
                type: "snapshot",
                at: time,
                balance: "100000.00",
                equity: equityOf(account, nth),
                open_positions: 1,
              }),
            );
            const from = performance.now();
            await client.query({
              name: "snapshots",
              text: `insert into bench_snapshots (evaluation_id, seq, at, source_id, body)
                select id, $2, $3, 'bench', body from unnest($1::bigint[], $4::json[]) as e(id, body)`,
              values: [chosen, nth + 1, time, bodies],
            });
            latencies.push(performance.now() - from);
            rows += chosen.length;
          }
        } finally {
          client.release();
        }
      }),
    );
    const elapsed = (performance.now() - startedAt) / 1_000;
    return {
      count: rows,
      rate: rows / elapsed,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      failures: [],
    };
  } finally {
    await pool.end();
  }
}
