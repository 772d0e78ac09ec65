import Stripe from "stripe";
import { metrics } from "@/lib/core/metrics";

const SECOND = 1_000;
const TOO_MANY = 429;

/** Stripe's HTTP client, with a metric of each attempt of a call by operation and outcome. */
export function measuredHttpClient(): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  client.makeRequest = new Proxy(client.makeRequest, {
    async apply(makeRequest, self, args) {
      const [, , path, method] = args;
      const start = performance.now();
      const report = (outcome: string) => {
        const labels = { operation: operationOf(method, path), outcome };
        metrics().stripeRequests.observe(labels, (performance.now() - start) / SECOND);
      };
      try {
        const response = await Reflect.apply(makeRequest, self, args);
        report(outcomeLabel(response.getStatusCode()));
        return response;
      } catch (error) {
        report("unreachable");
        throw error;
      }
    },
  });
  return client;
}

/** `POST /v1/payment_intents/pi_1/cancel` → `POST /v1/payment_intents/{id}/cancel`: without ids. */
function operationOf(method: string, path: string): string {
  const [, version, resource, id, action] = path.split("?", 1)[0]?.split("/") ?? [];
  const rest = [id && "{id}", action].filter(Boolean);
  return `${method} /${[version, resource, ...rest].join("/")}`;
}

function outcomeLabel(status: number): string {
  if (status < 400) return "success";
  if (status === TOO_MANY) return "limited";
  return status < 500 ? "rejected" : "error";
}
