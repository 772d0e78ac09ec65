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
  header("webhook-id", "The event's id: the same each time that it is sent."),
  header("webhook-timestamp", "When this was sent, in Unix seconds."),
  header(
    "webhook-signature",
    "`v1,` and the signature of id, timestamp and raw body; several with spaces between while the secret is changed.",
  ),
];

/** What endpoints are posted, by the event's name: the schemas that what we emit has its types from. */
export function webhooksOf(components: Record<string, JsonSchema>): Record<string, WebhookObject> {
  return Object.fromEntries(
    eventFacts.map(({ type, meaning, example }) => {
      const schema = z.object({
        type: z.literal(type),
        timestamp: z.iso.datetime(),
        data: eventData[type].extend({ user_id: z.string() }),
      });
      const content = { schema: jsonSchema(schema, "output", components, "Event"), example };
      const post = {
        operationId: type,
        tags: ["Webhook endpoints" as const],
        summary: type,
        description: meaning,
        parameters: headers,
        requestBody: { required: true as const, content: { "application/json": content } },
        responses: { "2XX": { description: "Received. Anything else is tried again." } },
      };
      return [type, { post }];
    }),
  );
}
