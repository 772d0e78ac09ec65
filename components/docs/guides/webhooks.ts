import { listWords, waitWords } from "../webhooks/words";
import {
  type Block,
  code,
  type EventFacts,
  type GuideFacts,
  list,
  type MakeGuide,
  type Section,
  text,
} from "./guide";

/** The receiver's guide: from the registration of an endpoint to the example of each event. */
export const webhooks: MakeGuide = (facts) => ({
  slug: "webhooks",
  title: "Webhooks",
  lead: "Your server is told of payments, accounts and challenges as they change.",
  sections: [
    ...registration(facts),
    {
      id: "verify",
      title: "Verify",
      blocks: [
        text(
          "Webhooks follow [Standard Webhooks](https://www.standardwebhooks.com), so its libraries verify them. Each has the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. Verify the raw body with your endpoint's secret before you believe anything in it. The libraries also refuse what is more than five minutes old.",
        ),
        ...facts.samples.map(
          ({ name, language, code: content, href }): Block => ({
            kind: "code",
            language,
            label: `${name} sample`,
            code: content,
            download: href,
          }),
        ),
      ],
    },
    ...handling(facts),
    {
      id: "events",
      title: "Events",
      blocks: [
        text(
          'The body is `{"type", "timestamp", "data"}`. Money is in the currency\'s minor units: `19900` is $199.00.',
        ),
      ],
    },
    ...facts.events.map(event),
  ],
});

const event = ({ type, meaning, example }: EventFacts): Section => ({
  id: type,
  title: type,
  under: true,
  blocks: [
    text(meaning),
    {
      kind: "details",
      summary: "Example",
      blocks: [code("json", `example of ${type}`, JSON.stringify(example, null, 2))],
    },
  ],
});

function registration({ origin, rules, sandbox }: GuideFacts): Section[] {
  const token = '-H "Authorization: Bearer $TOKEN"';
  const create = `curl ${origin}/v2/webhook-endpoints \\
  ${token} -H "Content-Type: application/json" \\
  -d '{
    "url": "https://your.example/webhooks",
    "events": ["payment.succeeded", "prop_account.active"]
  }'`;
  const look = `ENDPOINT=${origin}/v2/webhook-endpoints/$ID
curl -X POST $ENDPOINT/test ${token}
curl "$ENDPOINT/deliveries?status=failed" ${token}
curl -X POST $ENDPOINT/deliveries/$DELIVERY/redeliver \\
  ${token}`;
  return [
    {
      id: "register",
      title: "Register an endpoint",
      blocks: [
        text(
          "With an app token that has the scope `webhooks:write`: [createWebhookEndpoint](/docs/reference/createWebhookEndpoint). The event `*` stands for all of them. The answer holds the `secret`, this once: keep it.",
        ),
        code("bash", "registration", create),
        text(
          `Your app is told of the customers and payments that came through it. The address must be https and lead to the public internet, at any port that isn't one of another protocol (25 or 6379, for example). Redirects are not followed.${sandbox ? " In this sandbox http and addresses of this machine are taken too." : ""}`,
        ),
      ],
    },
    {
      id: "try",
      title: "Try it and look after it",
      blocks: [
        text(
          "The first call sends a `webhook.test` event. The second lists deliveries, each with what your endpoint answered last. The third sends one again, under the same `webhook-id`.",
        ),
        code("bash", "test, deliveries and redelivery", look),
      ],
    },
    {
      id: "rotate",
      title: "Change the secret",
      blocks: [
        text(
          `[rotateWebhookSecret](/docs/reference/rotateWebhookSecret) answers with a new secret. For ${rules.rotationHours} hours each webhook bears two signatures, of the new and of the old one, so nothing is lost while you change yours. The libraries below check both by themselves.`,
        ),
      ],
    },
  ];
}

function handling({ rules }: GuideFacts): Section[] {
  const { retrySeconds, timeoutSeconds, disableAfterDays } = rules;
  return [
    {
      id: "answer",
      title: "Answer",
      blocks: [
        text(
          `Any 2xx within ${timeoutSeconds} seconds means that you have it. Keep the event, answer, and only then work on it: an endpoint is sent one webhook at a time. Everything else is a failure: another status, a redirect, no answer.`,
        ),
        text(
          `After a failure it is sent again, ${retrySeconds.length} times: after ${listWords(retrySeconds.map(waitWords))}. After the last one the delivery has failed, and you can ask for it again. An endpoint to which nothing could be delivered for ${disableAfterDays} days is disabled; one that answers 410 Gone, which says that it wants no more, is disabled immediately. It says why in \`disabled_reason\`, and \`PATCH {"enabled": true}\` takes it up again.`,
        ),
      ],
    },
    {
      id: "once",
      title: "Handle it once",
      blocks: [
        list(
          "An event comes at least once, so it may come twice. Its `webhook-id` stays the same: put it under a unique key, and skip what is there already.",
          "Events may come in another order than they happened in: after a retry, the older one comes last. `timestamp` says when it happened.",
          "Fields may be added to `data`. Ignore those that you don't know.",
        ),
      ],
    },
  ];
}
