import Stripe from "stripe";
import { metrics } from "@/lib/metrics";

const SECOND = 1_000;
const TOO_MANY = 429;

/** Stripe's HTTP client, which measures each try of a call by its operation and outcome. */
export function measuredClient(): Stripe.HttpClient {
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
        report(outcomeOf(response.getStatusCode()));
        return response;
      } catch (error) {
        report("unreachable");
        throw error;
      }
    },
  });
  return client;
}

/** `POST /v1/payment_intents/pi_1/cancel` → `POST /v1/payment_intents/{id}/cancel`: never an id. */
function operationOf(method: string, path: string): string {
  const [, version, resource, id, action] = path.split("?", 1)[0]?.split("/") ?? [];
  const rest = [id && "{id}", action].filter(Boolean);
  return `${method} /${[version, resource, ...rest].join("/")}`;
}

function outcomeOf(status: number): string {
  if (status < 400) return "success";
  if (status === TOO_MANY) return "limited";
  return status < 500 ? "rejected" : "error";
}
