import { CONNECTIONS } from "../options";
import type { Measure } from "../rounds";
import type { Subject } from "../subject";

/** Baseline (b): what PostgreSQL makes possible. */
export const writes = ({ web, traders, loader }: Subject): Measure => ({
  name: "writes",
  run: async (seconds) => {
    const { rate, p50, p99 } = await loader.run({
      kind: "writes",
      databaseUrl: web.databaseUrl,
      payers: traders.map(({ customerId, login }) => ({ customerId, login })),
      connections: CONNECTIONS,
      seconds,
    });
    return { rate, p50, p99 };
  },
});
