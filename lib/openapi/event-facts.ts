import { type EventData, type EventType, eventTypes } from "@/lib/webhooks/schemas";

const user = { user_id: "usr_01932f6a0c7b7d3f8a54e1c2b3a49d10" };
const payment = {
  payment_id: "pay_01932f6b5d217c4e9b0e6f7a8c1d2e3f",
  ...user,
  stripe_payment_intent_id: "pi_3QK2mRExample",
  tier_id: "tier_25k",
  amount_cents: 19_900,
  currency: "usd",
  prop_account_id: "prop_01932f6b61f87a1b8c2d3e4f5a6b7c8d",
};
const account = {
  prop_account_id: payment.prop_account_id,
  ...user,
  payment_id: payment.payment_id,
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
};
const subaccount = {
  subaccount_id: 17,
  subaccount_uuid: "5b0c6a52-8a1e-4a56-9f0c-3f3a5a1d7e42",
  synthetic_hotkey: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY_17",
};
const none = { subaccount_id: null, subaccount_uuid: null, synthetic_hotkey: null };
const purchase = {
  purchase_id: 41,
  ...user,
  program_id: 1,
  payer_login: 100_001,
  amount_cents: 49_900,
  currency: "usd",
};

const challenge = {
  challenge_id: 38,
  ...user,
  purchase_id: purchase.purchase_id,
  program_id: purchase.program_id,
  payer_login: purchase.payer_login,
  login: 2_000_140,
};

const verdict = {
  challenge_id: 38,
  ...user,
  phase_index: 1,
  verdict_id: "vrd_01932fb14e557f6cab8d9e0f1a2b3c4d",
  rule: "daily_loss",
  threshold: "95000.00",
  observed: "94987.50",
  at: "2026-11-21T09:29:58.120Z",
  provisional: false,
};
const passed = { ...verdict, rule: null, threshold: null, observed: null };

/** Example data of each event, for the guide and the document. */
const examples: { [T in EventType]: EventData[T] } = {
  "payment.succeeded": payment,
  "payment.failed": {
    ...payment,
    prop_account_id: null,
    status: "requires_payment_method",
    failure_reason: "insufficient_funds",
  },
  "payment.refunded": { ...payment, status: "partially_refunded", refunded_cents: 5_000 },
  "payment.disputed": {
    ...payment,
    dispute: {
      id: "du_1QK3Example",
      status: "needs_response",
      reason: "fraudulent",
      amount_cents: 19_900,
    },
  },
  "prop_account.active": { ...account, status: "active", ...subaccount },
  "prop_account.provisioning_failed": { ...account, status: "provisioning_failed", ...none },
  "prop_account.suspended": { ...account, status: "suspended", ...subaccount },
  "prop_account.closed": {
    ...account,
    status: "closed",
    ...subaccount,
    closed_reason: "refunded",
  },
  "challenge.purchased": { ...purchase, challenge_id: 38, login: 2_000_140 },
  "challenge.purchase_failed": { ...purchase, failure_reason: "ACCOUNT_CREATION_FAILED" },
  "challenge.suspended": {
    ...challenge,
    reason: "deposit_disputed",
    payment_id: payment.payment_id,
  },
  "challenge.reinstated": challenge,
  "challenge.ended": { ...challenge, reason: "dispute_lost" },
  "challenge.warned": { ...verdict, observed: "96990.00" },
  "challenge.paused": verdict,
  "challenge.target_reached": {
    ...verdict,
    rule: "profit_target",
    threshold: "108000.00",
    observed: "108020.00",
  },
  "challenge.phase_passed": passed,
  "challenge.breached": verdict,
  "challenge.expired": { ...verdict, rule: "time_limit", threshold: "30", observed: "31" },
  "verdict.overturned": { ...verdict, kind: "breached" },
};

/** When each event is sent. */
const meanings: Record<EventType, string> = {
  "payment.succeeded":
    "A payment succeeded. Sent once per payment. A wallet deposit has no tier or account; it has kind: deposit and login instead.",
  "payment.failed":
    "A payment attempt was declined, or the payment was canceled. A declined payment can still succeed; a canceled one can't.",
  "payment.refunded":
    "A payment was fully or partially refunded. refunded_cents is the total refunded so far; status is refunded or partially_refunded.",
  "payment.disputed":
    "The payment was disputed with the cardholder's bank. Sent once per dispute, and not for an inquiry.",
  "prop_account.active":
    "The account can be traded: it was created, or its suspension ended. The subaccount's fields are set.",
  "prop_account.provisioning_failed":
    "Account setup failed after all retries. The firm's team takes over.",
  "prop_account.suspended":
    "The account is suspended: a dispute is open, or the firm suspended it.",
  "prop_account.closed": "The account was closed. closed_reason has the reason.",
  "challenge.purchased":
    "A challenge was bought from a wallet or by card, and its account is open.",
  "challenge.purchase_failed":
    "A purchase from a wallet failed or was canceled. Any amount charged is returned. A retry may still succeed.",
  "challenge.suspended":
    "The challenge was suspended: the deposit that paid for it (payment_id) was disputed (reason: deposit_disputed) or refunded (deposit_refunded) after it was spent, and the wallet owes that amount; or its own card payment (payment_id) was disputed (payment_disputed).",
  "challenge.reinstated":
    "The challenge can be traded again: the dispute was won, or the amount owed was repaid.",
  "challenge.ended":
    "The firm ended the challenge. reason is dispute_lost or rolled_back: its fee was returned to the wallet, after a lost dispute to repay the amount owed. Of a challenge bought by card it is dispute_lost or refunded: its own payment was reversed.",
  "challenge.warned":
    "The account has used 50 or 80 percent of a loss limit, each at most once a day, or is over a limit that only warns.",
  "challenge.paused":
    "The account reached a daily loss limit that pauses: its positions are closed, and it is disabled until the next trading day.",
  "challenge.target_reached":
    "The account reached its profit target for the first time. The phase is passed once its other conditions hold too.",
  "challenge.phase_passed": "The phase was passed, and its account is disabled.",
  "challenge.breached":
    "The account broke a rule that ends the challenge. threshold and observed are the numbers that decided.",
  "challenge.expired": "The challenge's time was up.",
  "verdict.overturned":
    "An ending that was provisional doesn't count: an operator has lifted it, and the challenge goes on.",
};

/** Every event with its description and an example body. */
export const eventFacts = eventTypes.map((type) => ({
  type,
  meaning: meanings[type],
  example: { type, timestamp: "2026-11-21T09:30:00.000Z", data: examples[type] },
}));
