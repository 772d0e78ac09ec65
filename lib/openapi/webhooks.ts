import { z } from "zod";
import { eventData } from "@/lib/webhooks/schemas";
import { eventFacts } from "./event-facts";
import { jsonSchema } from "./json-schema";
import type { JsonSchema, Parameter, WebhookObject } from "./schemas";

const header = (name: string, description: string): Parameter => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
});

// Standard Webhooks: https://www.standardwebhooks.com
const headers = [
  header("webhook-id", "The event's ID. It stays the same when the event is resent."),
  header("webhook-timestamp", "When this request was sent, in Unix seconds."),
  header(
    "webhook-signature",
    "`v1,` and the signature of ID, timestamp and raw body. While a secret is being rotated there are several, separated by spaces.",
  ),
];

/** The webhooks by the event's name: the same schemas that the types of emitted events come from. */
export function webhooksOf(components: Record<string, JsonSchema>): Record<string, WebhookObject> {
  return Object.fromEntries(
    eventFacts.map(({ type, meaning, example }) => {
      const schema = z.object({
        type: z.literal(type).meta({ description: "The event type." }),
        timestamp: z.iso.datetime().meta({ description: "When the event happened." }),
        data: eventData[type]
          .extend({ user_id: z.string().meta({ description: "The customer's ID." }) })
          .meta({ description: "The object that the event is about." }),
      });
      const content = { schema: jsonSchema(schema, "output", components), example };
      const post = {
        operationId: type,
        tags: ["Webhook endpoints" as const],
        summary: type,
        description: meaning,
        parameters: headers,
        requestBody: { required: true as const, content: { "application/json": content } },
        responses: { "2XX": { description: "Received. Any other response is retried." } },
      };
      return [type, { post }];
    }),
  );
}
