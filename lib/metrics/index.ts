export { readMetrics } from "./read-metrics";
export { serveMetrics } from "./serve-metrics";
