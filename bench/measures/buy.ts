import type { Variant } from "../load/spec";
import { CONNECTIONS } from "../options";
import type { Measure } from "../rounds";
import type { Subject } from "../subject";
import type { Trader } from "../traders";
import { usageOf } from "../usage";

/** A purchase of program 1 with a key of its own. */
export const buying = ({ login, prop }: Trader): Variant => ({
  path: "/prop/challenge/buy",
  headers: prop,
  body: JSON.stringify({ program_id: 1, payer_login: login, idempotency_key: "[id]" }),
});

/** Purchases from many wallets, or all from one. With the CPU time of PostgreSQL's processes. */
export function buy(
  { name, web, traders, loader }: Subject,
  { hot = false, postgresPid }: { hot?: boolean; postgresPid?: number } = {},
): Measure {
  const pids = postgresPid === undefined ? [web.pid] : [web.pid, postgresPid];
  const usage = () => Promise.all(pids.map(usageOf));
  let before: Awaited<ReturnType<typeof usage>> = [];
  let bought = 0;
  return {
    name: `buy ${hot ? "hot " : ""}${name}`,
    run: async (seconds) => {
      before = await usage();
      const { count, rate, p50, p99 } = await loader.run({
        kind: "http",
        origin: web.origin,
        method: "POST",
        variants: traders.slice(0, hot ? 1 : undefined).map(buying),
        connections: CONNECTIONS,
        seconds,
      });
      bought = count;
      return { rate, p50, p99 };
    },
    // Includes the emails: they fall behind while the cores are busy.
    settled: async () => {
      const after = await usage();
      const [webCpu = 0, postgresCpu = 0] = after.map(
        ({ cpuMs }, at) => (cpuMs - (before[at]?.cpuMs ?? 0)) / bought,
      );
      const rssMb = after[0]?.rssMb ?? 0;
      return {
        webCpu,
        postgresCpu,
        rssMb,
        growthKb: ((rssMb - (before[0]?.rssMb ?? 0)) * 1024) / bought,
      };
    },
  };
}
