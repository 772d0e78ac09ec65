import { code, list, type MakeGuide, note, table, text } from "./guide";

/** Apps, customers and the tokens of both. */
export const authentication: MakeGuide = ({ origin, demo }) => ({
  slug: "authentication",
  title: "Authentication",
  lead: "An app proves itself with a token, a customer with a session. Every token names a row that each request checks: what is revoked ends at once.",
  sections: [
    {
      id: "who",
      title: "Who calls what",
      blocks: [
        table(
          "Who calls what",
          ["Address", "What is sent"],
          [
            "`/v2/payments/…`, `/v2/auth/me`",
            "`Authorization: Bearer` with the app's token, and `X-Session-Token` with the customer's",
          ],
          [
            "`/v2/webhook-endpoints/…`, the rest of `/v2/auth/…`",
            "`Authorization: Bearer` with the app's token",
          ],
          ["`/prop/…`", "`Authorization: Bearer` with the customer's token"],
        ),
        text(
          "Our own pages call with the browser's cookie instead. An `Authorization` header switches the cookie off, and a write with the cookie must come from our own origin.",
        ),
      ],
    },
    {
      id: "app",
      title: "The app's token",
      blocks: [
        text(
          "OAuth 2 client credentials. The token is good for an hour; get a new one when a call answers TOKEN_EXPIRED. HTTP Basic works for the client's id and secret too.",
        ),
        code(
          "bash",
          "app token",
          `curl ${origin}/v2/oauth/token -d grant_type=client_credentials \\
  -d client_id=${demo?.clientId ?? "$CLIENT_ID"} -d client_secret=${demo?.clientSecret ?? "$CLIENT_SECRET"}`,
        ),
        table(
          "Scopes",
          ["Scope", "What it opens"],
          ["`payments:read`", "reading a customer's payments"],
          [
            "`payments:write`",
            "checkouts, deposits, free accounts; on `/prop` buying from a wallet, retrying, canceling, opening a wallet and setting trading passwords",
          ],
          [
            "`accounts:read`",
            "reading a customer's prop accounts; on `/prop` their wallets, statements, previews and challenges",
          ],
          ["`webhooks:read`, `webhooks:write`", "the app's webhook endpoints"],
          ["`auth:write`", "signing customers up and in, ending their sessions"],
        ),
        note("The secret belongs on your server: never into a page or an app that customers hold."),
      ],
    },
    {
      id: "customer",
      title: "The customer's session",
      blocks: [
        text(
          "[signUp](/docs/reference/signUp) and [logIn](/docs/reference/logIn) answer with a `session_token`. It lasts 30 days from its last use, an admin's 12 hours. [revokeSession](/docs/reference/revokeSession) ends it; so does a new password.",
        ),
        code(
          "bash",
          "log-in",
          `curl ${origin}/v2/auth/login -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"email": "trader@your.example", "password": "a long enough password"}'`,
        ),
        list(
          "Passwords have 10 to 128 characters.",
          "A wrong e-mail address and a wrong password look the same, and take as long.",
          "On `/prop` the `session_token` may do what your app's scopes allow at that moment, and no more: `auth:write` alone spends no wallet. A token from [logInToTrade](/docs/reference/logInToTrade) is the customer's own, without an app.",
          "Customers and payments remember your app: its webhooks tell you of them, and of no others.",
        ),
      ],
    },
    {
      id: "limits",
      title: "Limits",
      blocks: [
        text(
          "Reads and writes are counted per customer and minute; tries to log a customer in per app, and failures per customer; requests for a token per client and address; new payments per customer and hour (30, unless the firm has set another number). A customer whose cards were declined ten times within an hour starts no payment until it is fewer again, and their open ones are canceled. Past a limit a call answers RATE_LIMITED with `Retry-After`.",
        ),
      ],
    },
  ],
});
