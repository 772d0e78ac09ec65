export { readMetrics } from "./read-metrics";
export { metrics } from "./registry";
export { routePattern } from "./route-pattern";
export { serveMetrics } from "./serve-metrics";
