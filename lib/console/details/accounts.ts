import { eq } from "drizzle-orm";
import { apiApps, customers, payments, propAccounts } from "@/db/schema";
import { describeTierRules, presentTerms, soldTierName } from "@/lib/catalog";
import type { Context } from "@/lib/core/context";
import { marketName } from "@/lib/core/format";
import { formatSize } from "@/lib/core/money";
import { getPaymentEvidence } from "@/lib/payment-history";
import { listDisputes } from "@/lib/payments";
import type { DetailStep, OfferedAction } from "../schemas";
import { auditSteps, deliverySteps } from "./activity-steps";
import {
  type Found,
  idFact,
  inOrder,
  type ReadDetail,
  relatedRows,
  status,
  step,
  text,
  time,
  WEBSITE,
  whoseIs,
} from "./detail";
import { paymentSteps } from "./payment-steps";

type Account = typeof propAccounts.$inferSelect;

/** A prop account: its customer, its source, its account at the venue, and its history. */
export const readAccount: ReadDetail = async (ctx, id) => {
  const [found] = await ctx.db
    .select({
      account: propAccounts,
      customer: whoseIs,
      app: apiApps.name,
      payment: { id: payments.id, currency: payments.currency, livemode: payments.livemode },
    })
    .from(propAccounts)
    .innerJoin(customers, eq(customers.id, propAccounts.customerId))
    .leftJoin(apiApps, eq(apiApps.id, propAccounts.appId))
    .leftJoin(payments, eq(payments.id, propAccounts.paymentId))
    .where(eq(propAccounts.id, id));
  if (!found) return null;
  const { account, customer, app, payment } = found;
  const { paymentId } = account;
  const [terms = null] = await presentTerms(ctx.db, [account.tierTerms]);
  const name = soldTierName({ tier_id: account.tierId, market: account.market, tier_terms: terms });
  const about = paymentId === null ? [id] : [id, paymentId];
  const [own, disputes, deliveries, done] = await Promise.all([
    payment ? paidSteps(ctx, payment) : ownSteps(account),
    payment ? listDisputes(ctx, payment) : [],
    deliverySteps(ctx, about),
    auditSteps(ctx, [
      ["account", id],
      ["payment", paymentId ?? ""],
    ]),
  ]);
  return {
    title: `${formatSize(account.accountSize)} ${marketName(account.market)} account`,
    lead: `${name}, ${sources[account.source]}`,
    status: account.status,
    notice: noticeOf(account),
    disputes,
    facts: [
      {
        title: "Customer",
        facts: [
          idFact("Customer ID", customer.publicId),
          text("Email", customer.email),
          idFact("Payment", paymentId),
          text(...describeTierRules(terms)),
          text("Source", app ?? WEBSITE),
        ],
      },
      { title: "Trading venue", facts: venueFacts(account) },
    ],
    steps: inOrder(done, own, deliveries),
    related: [
      ...(paymentId === null
        ? []
        : [await relatedRows(ctx, "Stripe events", "stripe-events", { payment: paymentId })]),
      await relatedRows(ctx, "Deliveries", "deliveries", { about: id }),
    ],
    actions: actionsOf(account),
  } satisfies Found;
};

const paidSteps = async (ctx: Context, { id, currency }: { id: string; currency: string }) =>
  paymentSteps(await getPaymentEvidence(ctx, id), currency);

const sources = { payment: "bought by card", free: "free", grant: "granted by admin" };

const venueFacts = (account: Account) => [
  text("Venue", account.venue),
  text("Subaccount", account.subaccountId),
  idFact("Hotkey", account.syntheticHotkey),
  idFact("Subaccount UUID", account.subaccountUuid),
  text("Failed setup attempts", account.provisioningAttempts),
  text("Last error", account.provisioningError),
  status("Dispute hold", account.disputeHold ? "suspended" : null),
  status("Manual hold", account.adminHold ? "suspended" : null),
  text(
    "Close reason",
    account.closedReason && (closeReasons[account.closedReason] ?? account.closedReason),
  ),
  text("Reason given to the customer", account.firmReason && firmReasons[account.firmReason]),
  time("Opened", account.createdAt),
  time("Active since", account.activatedAt),
  time("Closed", account.closedAt),
];

/** An account without a payment has no payment history: its steps come from its own row. */
function ownSteps(account: Account): DetailStep[] {
  const { createdAt, activatedAt, closedAt, closedReason } = account;
  return [
    step(createdAt, "Account created", "Propdesk"),
    ...(activatedAt
      ? [step(activatedAt, "Account active", "Trading venue", { status: "active" })]
      : []),
    ...(closedAt
      ? [
          step(closedAt, "Account closed", "Propdesk", {
            status: "closed",
            notes: closedReason ? [closeReasons[closedReason] ?? closedReason] : [],
          }),
        ]
      : []),
  ];
}

/** Restarts the setup of an account. */
export const retryOf = ({
  id,
  entity,
  subaccountId,
}: Pick<Account, "id" | "entity" | "subaccountId">): OfferedAction => ({
  action: "account.retry",
  input: { id },
  isUnclear: entity !== null && subaccountId === null,
});

/** The actions that its present state allows. */
function actionsOf(account: Account): OfferedAction[] {
  const { id, status: now, adminHold, disputeHold, venueNote } = account;
  const input = { id };
  const isClosed = now === "closed";
  const isWaiting = now === "provisioning_failed" || now === "provisioning";
  return [
    ...(isWaiting ? [retryOf(account)] : []),
    ...(venueNote === null ? [] : [{ action: "account.venue_done" as const, input }]),
    ...(adminHold && !isClosed
      ? [
          {
            action: "account.reinstate" as const,
            input,
            ...(disputeHold && { text: REINSTATED_DISPUTED }),
          },
        ]
      : []),
    ...(isClosed || adminHold || disputeHold
      ? []
      : [{ action: "account.suspend" as const, input }]),
    ...(isClosed
      ? []
      : [
          {
            action: "account.close" as const,
            input,
            ...(account.paymentId !== null && { note: NOT_REFUNDED }),
          },
        ]),
  ];
}

const REINSTATED_DISPUTED =
  "Lifts the manual suspension. The account stays suspended until the dispute ends.";
const NOT_REFUNDED =
  "This doesn't refund the payment. To return the money, refund it on the payment's page.";

const DISPUTED =
  "The account is suspended because of an open dispute. It reopens automatically if you win the dispute, and closes if you lose it.";
const SUSPENDED =
  "The account is suspended until an admin reinstates it. The timeline shows who suspended it and why.";
const SUSPENDED_DISPUTED =
  "The account is suspended by an admin, and because of an open dispute. It reopens once an admin has reinstated it and you've won the dispute. It closes if you lose the dispute.";

/** What an operator should know or do. */
const noticeOf = (account: Account): string | null =>
  account.venueNote ??
  (account.provisioningFailedAt && account.provisioningError) ??
  (account.closedAt === null ? holdNotice(account) : null);

/** Why the account is suspended, and what ends it. */
export function holdNotice({
  adminHold,
  disputeHold,
}: Pick<Account, "adminHold" | "disputeHold">): string | null {
  if (disputeHold) return adminHold ? SUSPENDED_DISPUTED : DISPUTED;
  return adminHold ? SUSPENDED : null;
}

const closeReasons: Record<string, string> = {
  admin: "Closed by an admin",
  refunded: "The payment was refunded",
  dispute_lost: "The dispute was lost",
};

const firmReasons: Record<NonNullable<Account["firmReason"]>, string> = {
  other: "None",
  terms: "Terms violation",
  verification: "Details not verified",
  customer_request: "Requested by the customer",
};
