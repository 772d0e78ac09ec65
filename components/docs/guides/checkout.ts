import { code, list, type MakeGuide, note, steps, table, text } from "./guide";

/** Selling by card, from the price to the account. */
export const checkout: MakeGuide = ({ origin }) => ({
  slug: "checkout",
  title: "Checkout and accounts",
  lead: "A customer pays by card in the browser. The trading account is created by itself, once for each payment.",
  sections: [
    {
      id: "flow",
      title: "How it goes",
      blocks: [
        steps(
          "Your server calls [createCheckout](/docs/reference/createCheckout) with the tier and the price that the customer was shown.",
          "The customer's browser confirms the payment with `client_secret` and Stripe.js.",
          "Stripe tells us; the account is created at the venue.",
          "You are told by a [webhook](/docs/webhooks), or find it with `?payment_id=`.",
        ),
        note(
          "The price comes from the catalog. `amount_cents` is only compared with it: a page that is out of date gets AMOUNT_MISMATCH, and nobody pays another price than they saw.",
        ),
      ],
    },
    {
      id: "start",
      title: "Start the payment",
      blocks: [
        code(
          "typescript",
          "checkout",
          `const answer = await fetch("${origin}/v2/payments/checkout", {
  method: "POST",
  headers: {
    Authorization: \`Bearer \${appToken}\`,
    "X-Session-Token": sessionToken,
    "Content-Type": "application/json",
    "Idempotency-Key": order.id,
  },
  body: JSON.stringify({
    tier_id: "tier_25k",
    market: "crypto",
    asset_class: "crypto",
    account_size: 25000,
    amount_cents: 19900,
    currency: "usd",
  }),
});
const { payment_id, client_secret } = await answer.json();`,
        ),
        text(
          "Use your order's id as the [Idempotency-Key](/docs/idempotency). Without one, the customer's open payment for the same tier, market, amount and currency is answered again, so a reloaded page makes no second one.",
        ),
      ],
    },
    {
      id: "paid-already",
      title: "When it is paid already",
      blocks: [
        text(
          "Look at `status` before you show a card form. A customer can have paid without your page knowing: the tab was closed too early, or they paid on another device. Without an Idempotency-Key we ask Stripe about the customer's other payments for the same thing. If one turns out to be `succeeded` or `processing`, the answer is that payment, and nothing new is made. One that is processing is answered for as long as it processes; one that is paid is answered once, and the next call makes a new payment.",
        ),
        text(
          "To ask before you sell the same thing twice, send `known_payment_id`: the newest payment for it that you have told the buyer is paid or processing, or `null`. A newer one that is processing or was paid within the last hour is then answered instead of a new payment, whatever key, tab or device it was made with. Show it, and offer to buy another; if the buyer wants that, call again with its id.",
        ),
        code(
          "typescript",
          "asking first",
          `const start = (known_payment_id: string | null) =>
  post("/v2/payments/checkout", { ...order, known_payment_id });

let payment = await start(null);
while (["processing", "succeeded"].includes(payment.status)) {
  // "You already paid for this": stop here unless the buyer wants another one
  if (!(await wantsAnother(payment))) return;
  payment = await start(payment.payment_id);
}`,
        ),
        note(
          "Call again with the same `known_payment_id` when the customer presses Pay, just before you confirm: a form that has been open for long may be for a payment that was canceled, at a price that has changed, or for something that was paid elsewhere. Go on only if `payment_id` is still the same.",
        ),
      ],
    },
    {
      id: "confirm",
      title: "Confirm it in the browser",
      blocks: [
        code(
          "typescript",
          "confirmation",
          `const stripe = await loadStripe(publishableKey);
const elements = stripe.elements({ clientSecret: client_secret });
elements.create("payment").mount("#card");

// when the customer presses Pay
await stripe.confirmPayment({
  elements,
  confirmParams: { return_url: "https://your.example/done?payment_id=" + payment_id },
});`,
        ),
        text(
          "A card that is declined leaves the payment open: the customer may try another one, with the same `client_secret`.",
        ),
      ],
    },
    {
      id: "account",
      title: "Find the account",
      blocks: [
        text(
          "On the page to which the customer comes back, ask [listPropAccounts](/docs/reference/listPropAccounts) with the payment's id every second or two. Should nothing be there after ten seconds, or when the customer comes back later to a payment that isn't final, call [syncPayment](/docs/reference/syncPayment): it reads the payment at Stripe, as if the event had come.",
        ),
        code(
          "bash",
          "accounts of a payment",
          `curl "${origin}/v2/payments/prop-accounts?payment_id=$PAYMENT" \\
  -H "Authorization: Bearer $TOKEN" -H "X-Session-Token: $SESSION"`,
        ),
        table(
          "What an account's status means",
          ["Status", "What it means", "What to show"],
          [
            "`provisioning`",
            "The payment is in; the account is being created.",
            "Usually seconds. It is tried again by itself.",
          ],
          ["`active`", "It can be traded; the subaccount's fields are set.", "The account."],
          [
            "`provisioning_failed`",
            "The venue refused after ten tries. A person takes over.",
            "That the firm looks after it, and the payment's id.",
          ],
          [
            "`suspended`",
            "A dispute is open, or the firm suspended it.",
            "That support knows more.",
          ],
          [
            "`closed`",
            "Refunded in full, dispute lost, or closed by the firm.",
            "That it is closed.",
          ],
        ),
      ],
    },
    {
      id: "payment-status",
      title: "A payment's status",
      blocks: [
        text(
          "`status` is that of Stripe's PaymentIntent (`requires_payment_method`, `requires_action`, `processing`, `succeeded`, `canceled`), then `partially_refunded`, `refunded` or `disputed`. It follows from what has happened and not from which event came last.",
        ),
        text("Payments that stay open for a day, or whose tier was repriced, are canceled."),
      ],
    },
    {
      id: "free",
      title: "Free accounts",
      blocks: [
        text(
          "A tier whose price is 0 is opened by [claimFreeAccount](/docs/reference/claimFreeAccount), without a card. Each customer has one of each such tier.",
        ),
      ],
    },
    {
      id: "deposits",
      title: "Deposits",
      blocks: [
        text(
          "[createDeposit](/docs/reference/createDeposit) makes the same kind of payment for a wallet. When it has succeeded the wallet is credited, exactly once; `credited_order` is the trading server's number of it. From the wallet the customer [buys challenges](/docs/challenges).",
        ),
        list(
          "At least 10.00, at most 10,000.00.",
          "The customer's own wallet, of mode REAL, in the same currency.",
        ),
      ],
    },
  ],
});
