import { operation } from "@/lib/http/operation";
import { readMetrics } from "./read-metrics";

/** The operation that serves the metrics. */
export const operations = {
  getMetrics: operation({
    route: "GET /api/metrics",
    tag: "Service",
    summary: "Get metrics",
    description:
      "Returns metrics in Prometheus text format. Requires the firm's METRICS_TOKEN as a bearer token; without that setting, the endpoint returns NOT_FOUND. In development it's open.",
    surface: "public",
    security: [{ metrics: [] }],
    responses: { 200: { description: "The metrics.", mediaType: "text/plain" } },
    errors: ["UNAUTHENTICATED", "NOT_FOUND", "RATE_LIMITED", "UNAVAILABLE"],
    run: async (ctx, { request }) => {
      const { text, contentType } = await readMetrics(ctx, request.headers.get("authorization"));
      return new Response(text, { headers: { "content-type": contentType } });
    },
  }),
};
