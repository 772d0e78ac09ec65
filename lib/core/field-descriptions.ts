/** Descriptions of fields that several operations have in common, for `.meta()`. */
export const fieldMeta = {
  accountMode: { description: "0 DEMO, 1 REAL." },
  accountSize: { description: "The account's size in whole units of its currency." },
  acknowledgedPaymentId: {
    description:
      "The newest payment for the same thing that you've shown the customer as paid or processing, or null if there is none. If you send it and a newer payment is processing or was paid within the last hour, that payment is returned instead of a new one.",
  },
  amountCents: { description: "The amount in minor units: 19900 is 199.00." },
  assetClass: { description: "The market's asset class." },
  auditReason: { description: "The reason, for the audit log." },
  brand: { description: "The brand." },
  challengeLogin: {
    description: "The challenge account's login; null until the account is opened.",
  },
  createdAt: { description: "When it was created." },
  createdTime: { description: "When it was created, in Unix seconds." },
  currency: {
    description: "Three-letter currency code: lowercase in /v2, uppercase in /prop.",
  },
  cursor: { description: "Pagination cursor. Omit for the first page." },
  customerId: { description: "The customer's ID." },
  customerNumber: { description: "The customer's number." },
  dailyLossPct: {
    description: "Maximum daily loss in percent; null for no limit.",
  },
  email: { description: "The email address." },
  freeLimit: {
    description:
      "How many times one customer can get the program while its price is 0; null for no limit. A customer can only have one at a time, and grants by an admin aren't counted. If omitted, a new program gets 1 and an edited one keeps its value.",
  },
  idempotencyKey: {
    description: "Idempotency key. Retrying with the same key has no additional effect.",
  },
  login: { description: "The trading account's login." },
  market: { description: "The market that the account trades." },
  minTradingDays: { description: "Minimum number of trading days." },
  mustChangePassword: { description: "Whether the account still has its temporary password." },
  newPassword: {
    description: "The new password: 10–128 characters, and different from the current one.",
  },
  nextCursor: { description: "Cursor of the next page; null on the last page." },
  payerLogin: { description: "The login of the wallet that pays." },
  paymentId: { description: "The payment's ID." },
  paymentIntentId: {
    description: "The ID of Stripe's PaymentIntent; null until Stripe has created it.",
  },
  priceCurrency: { description: "The price's currency, in uppercase." },
  profitSplitPct: {
    description:
      "The trader's share of profits in the catalog, in percent; null if there is none. Propdesk doesn't pay profits out yet.",
  },
  profitTargetPct: { description: "Profit target in percent; null if there is none." },
  programId: { description: "The program's ID." },
  secondFactorCode: {
    description:
      "Two-factor code, if enabled: from the customer's authenticator app, or a recovery code.",
  },
  signInPassword: { description: "The customer's sign-in password: 10–128 characters." },
  signingSecret: { description: "The signing secret. Only shown once." },
  text: { description: "Description." },
  tierId: { description: "The tier's ID, for example tier_25k." },
  tierTerms: {
    description: "The tier at the time of purchase; null if there is none or it wasn't stored.",
  },
  totalLossPct: {
    description: "Maximum total loss in percent; null for no limit.",
  },
  version: {
    description: "The version you last read. If it has changed, the request is rejected.",
  },
  webhookEvents: { description: "The events to send; * for all." },
} as const;
