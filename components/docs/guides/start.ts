import { code, list, type MakeGuide, note, table, text } from "./guide";

/** The first page: what there is, and a first call. */
export const start: MakeGuide = ({ origin, demo, sandbox }) => ({
  slug: "",
  title: "Documentation",
  lead: "Sell trading challenges from your own pages or servers. A payment or a wallet buys one; the account is created by itself, exactly once.",
  sections: [
    {
      id: "what",
      title: "What there is",
      blocks: [
        table(
          "The two APIs",
          ["", "`/v2`", "`/prop`"],
          ["For", "your app, on behalf of its customers", "a customer's own programs and pages"],
          ["Buys", "accounts and deposits, by card", "challenges, from a wallet"],
          ["Calls with", "an app token and the customer's session token", "the customer's token"],
          ["Money", "integer minor units: `19900`", "a number in the currency's units: `199.0`"],
          ["Times", "ISO 8601", "Unix seconds"],
        ),
        list(
          "[Checkout and accounts](/docs/checkout): sell an account by card.",
          "[Prop challenges](/docs/challenges): buy a challenge from a wallet.",
          "[Authentication](/docs/authentication): apps, customers and their tokens.",
          "[Webhooks](/docs/webhooks): have your server told of what happens.",
          "[Errors](/docs/errors) and [idempotency](/docs/idempotency): what to do when a call fails.",
          "[Going live](/docs/going-live): what to check before customers come.",
          "[Reference](/docs/reference): every endpoint, with a Run button.",
        ),
      ],
    },
    {
      id: "quickstart",
      title: "Quickstart",
      blocks: [
        text(
          "Four calls: your app gets a token, signs a customer up, opens a free account for them and sees it become active. They need `curl` and `jq`.",
        ),
        ...(demo
          ? [
              note(
                "This is the sandbox: the samples hold the demo app's credentials and work as they are.",
              ),
            ]
          : [
              text(
                "Put your app's id and secret in first; the firm gives them to you. The app needs the scopes `auth:write`, `payments:write` and `accounts:read`.",
              ),
            ]),
        code("bash", "quickstart", quickstart(origin, demo)),
        text(
          'The last answer holds the account with `"status": "active"` and its `synthetic_hotkey`. Right after the call before it may still say `provisioning`: ask again, or better, [be told](/docs/webhooks).',
        ),
      ],
    },
    {
      id: "run",
      title: "Run it here",
      blocks: [
        text(
          `Each page of the [reference](/docs/reference) has a Run panel. It calls this environment as you: with your session, through the app of the documentation, whose tokens stay on the server. Reads run at once. Writes ask first${sandbox ? "; no money moves here" : ", and run in the sandbox only"}.`,
        ),
        text(
          "The whole contract is an OpenAPI 3.1 document at [/api/openapi.json](/api/openapi.json), made from the very schemas that check each request.",
        ),
      ],
    },
  ],
});

function quickstart(origin: string, demo: Parameters<MakeGuide>[0]["demo"]): string {
  return `HOST=${origin}
CLIENT_ID=${demo?.clientId ?? "app_…"}
CLIENT_SECRET=${demo?.clientSecret ?? "…"}

# 1. Your app's token, good for an hour
TOKEN=$(curl -s $HOST/v2/oauth/token -d grant_type=client_credentials \\
  -d client_id=$CLIENT_ID -d client_secret=$CLIENT_SECRET | jq -r .access_token)

# 2. A customer, and a session of theirs
SESSION=$(curl -s $HOST/v2/auth/signup -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d "{\\"email\\": \\"first-$RANDOM$RANDOM@your.example\\", \\"password\\": \\"a long enough password\\"}" \\
  | jq -r .session_token)

# 3. A free account
curl -s $HOST/v2/payments/free \\
  -H "Authorization: Bearer $TOKEN" -H "X-Session-Token: $SESSION" \\
  -H "Content-Type: application/json" -H "Idempotency-Key: first-account" \\
  -d '{"tier_id": "tier_demo", "asset_class": "crypto", "account_size": 10000}' | jq

# 4. It is created within seconds
sleep 3
curl -s $HOST/v2/payments/prop-accounts \\
  -H "Authorization: Bearer $TOKEN" -H "X-Session-Token: $SESSION" | jq`;
}
