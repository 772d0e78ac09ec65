import { code, list, type MakeGuide, note, table, text } from "./guide";

/** How to repeat a write without doing it twice. */
export const idempotency: MakeGuide = ({ origin }) => ({
  slug: "idempotency",
  title: "Idempotency",
  lead: "Networks lose answers. With a key of your own a write can be repeated until you know what came of it, and happens once.",
  sections: [
    {
      id: "key",
      title: "The key",
      blocks: [
        text(
          "Make it before the first try and keep it with your order: its id, or a UUID. One key stands for one wish of one person; pressing Buy again on purpose is a new key.",
        ),
        code(
          "bash",
          "repeatable checkout",
          `curl ${origin}/v2/payments/checkout \\
  -H "Authorization: Bearer $TOKEN" -H "X-Session-Token: $SESSION" \\
  -H "Content-Type: application/json" -H "Idempotency-Key: order-4711" \\
  -d '{"tier_id": "tier_25k", "market": "crypto", "asset_class": "crypto",
       "account_size": 25000, "amount_cents": 19900}'`,
        ),
        table(
          "Where a key goes",
          ["Operation", "Where the key goes", "How long it is kept"],
          [
            "[createCheckout](/docs/reference/createCheckout), [createDeposit](/docs/reference/createDeposit), [claimFreeAccount](/docs/reference/claimFreeAccount)",
            "the header `Idempotency-Key`",
            "24 hours",
          ],
          [
            "[buyChallenge](/docs/reference/buyChallenge)",
            "`idempotency_key` in the body",
            "for good",
          ],
        ),
      ],
    },
    {
      id: "repeat",
      title: "What a repeated call answers",
      blocks: [
        list(
          "**The first call succeeded**: the same answer again. Secrets that are shown once aren't repeated.",
          "**The first call was refused (4xx)**: nothing is kept, the call runs for itself.",
          "**The first call still runs**: a purchase waits for it, up to five seconds; then, and elsewhere at once, IDEMPOTENCY_IN_FLIGHT.",
          "**The first call broke off (no answer, 5xx)**: this one goes on where it stopped.",
          "**A purchase failed at one of its steps (502)**: the same failure again, with the purchase as it is now; nothing is tried anew. Where its `can_retry` is true, [retryPurchase](/docs/reference/retryPurchase) tries again; a new key is a new purchase.",
          "**Another body under the same key**, for a purchase another program or wallet: IDEMPOTENCY_KEY_REUSED.",
        ),
        note(
          "A key in the header belongs to one customer, one app and one operation, an `idempotency_key` to its customer: other customers may use the same words.",
        ),
      ],
    },
    {
      id: "without",
      title: "Without a key",
      blocks: [
        text(
          "A checkout without a key answers with the customer's open payment for the same tier, market, amount and currency, so a page that is reloaded makes no second one. A purchase from a wallet without a key is a new purchase each time: always send one.",
        ),
      ],
    },
  ],
});
