import { randomUUID } from "node:crypto";
import pg from "pg";
import { percentile } from "../statistics";
import type { Loaded, Payer, WritesLoad } from "./spec";
import { OUTBOX, writeBuy } from "./write-buy";

/** The least that a purchase writes, repeated by this many clients with wallets of their own. */
export async function loadWrites(load: WritesLoad): Promise<Loaded> {
  const { databaseUrl, payers, connections, seconds } = load;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  const latencies: number[] = [];
  const run = randomUUID();
  let begun = 0;

  async function buyWith(mine: Payer[], isOver: (bought: number) => boolean): Promise<void> {
    const client = await pool.connect();
    try {
      for (let nth = 0; !isOver(nth); nth++) {
        const payer = mine[nth % mine.length];
        if (!payer) throw new Error("there are fewer wallets than connections");
        begun += 1;
        const from = performance.now();
        await writeBuy(client, payer, `${run}-${begun}`);
        latencies.push(performance.now() - from);
      }
    } finally {
      client.release();
    }
  }
  const all = (isOver: (bought: number) => boolean) =>
    Promise.all(
      Array.from({ length: connections }, (_, at) =>
        buyWith(
          payers.filter((_payer, index) => index % connections === at),
          isOver,
        ),
      ),
    );

  try {
    await pool.query(OUTBOX);
    // Connections are opened and statements prepared before, as the product's are.
    await all((bought) => bought > 1);
    latencies.length = 0;
    const from = performance.now();
    await all(() => performance.now() >= from + seconds * 1_000);
    return {
      count: latencies.length,
      rate: latencies.length / ((performance.now() - from) / 1_000),
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      failures: [],
    };
  } finally {
    await pool.end();
  }
}
