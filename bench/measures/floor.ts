import { CONNECTIONS } from "../options";
import type { Measure } from "../rounds";
import type { Subject } from "../subject";

/** Baseline (a): what Next.js and the driver make possible. */
export const floor = (
  { web, loader }: Subject,
  name = "floor",
  connections = CONNECTIONS,
): Measure => ({
  name,
  run: async (seconds) => {
    const { rate, p50, p99 } = await loader.run({
      kind: "http",
      origin: web.origin,
      method: "GET",
      variants: [{ path: "/api/bench/floor" }],
      connections,
      seconds,
    });
    return { rate, p50, p99 };
  },
});
