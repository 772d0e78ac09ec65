import { loadHttp } from "./http";
import type { Load } from "./spec";
import { loadWrites } from "./writes";

// A process of its own: generating the load isn't measured, though both share two cores.
process.on("message", async (load: Load) => {
  try {
    process.send?.({ loaded: await (load.kind === "http" ? loadHttp(load) : loadWrites(load)) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.stack : String(error) });
  }
});
process.on("disconnect", () => process.exit(0));
