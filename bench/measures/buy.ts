import type { Variant } from "../load/spec";
import { CONNECTIONS } from "../options";
import type { Measure } from "../rounds";
import type { Subject } from "../subject";
import type { Trader } from "../traders";
import { usageOf } from "../usage";

/** A buy of program 1 with a key of its own. */
export const buying = ({ login, prop }: Trader): Variant => ({
  path: "/prop/challenge/buy",
  headers: prop,
  body: JSON.stringify({ program_id: 1, payer_login: login, idempotency_key: "[id]" }),
});

/** Buys from many wallets, or all of them from one. With PostgreSQL's process, its CPU time as well. */
export const buy = (
  { name, web, traders, loader }: Subject,
  { hot = false, postgresPid }: { hot?: boolean; postgresPid?: number } = {},
): Measure => ({
  name: `buy ${hot ? "hot " : ""}${name}`,
  run: async (seconds) => {
    const pids = postgresPid === undefined ? [web.pid] : [web.pid, postgresPid];
    const before = await Promise.all(pids.map(usageOf));
    const { count, rate, p50, p99 } = await loader.run({
      kind: "http",
      origin: web.origin,
      method: "POST",
      variants: traders.slice(0, hot ? 1 : undefined).map(buying),
      connections: CONNECTIONS,
      seconds,
    });
    const after = await Promise.all(pids.map(usageOf));
    const [webCpu = 0, postgresCpu = 0] = after.map(
      ({ cpuMs }, at) => (cpuMs - (before[at]?.cpuMs ?? 0)) / count,
    );
    const rssMb = after[0]?.rssMb ?? 0;
    const growthKb = ((rssMb - (before[0]?.rssMb ?? 0)) * 1024) / count;
    return { rate, p50, p99, webCpu, postgresCpu, rssMb, growthKb };
  },
});
