import { loadHttp } from "./http";
import type { Load, Loaded } from "./spec";
import { loadSnapshots, loadTrading } from "./trading-events";
import { loadWrites } from "./writes";

function run(load: Load): Promise<Loaded> {
  switch (load.kind) {
    case "http":
      return loadHttp(load);
    case "writes":
      return loadWrites(load);
    case "trading":
      return loadTrading(load);
    case "snapshots":
      return loadSnapshots(load);
  }
}

// A process of its own: generating the load isn't measured, though both share two cores.
process.on("message", async (load: Load) => {
  try {
    process.send?.({ loaded: await run(load) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.stack : String(error) });
  }
});
process.on("disconnect", () => process.exit(0));
