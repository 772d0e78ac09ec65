import { eq } from "drizzle-orm";
import { apiApps, customers, payments, propAccounts } from "@/db/schema";
import { readTerms } from "@/lib/catalog";
import { rulesInWords } from "@/lib/client/rules-in-words";
import type { Context } from "@/lib/context";
import { formatSize } from "@/lib/money";
import { getPaymentEvidence } from "@/lib/payment-history";
import type { DetailStep, OfferedAction } from "../schemas";
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
  whoseIs,
} from "./detail";
import { paymentSteps } from "./payment-steps";
import { auditSteps, deliverySteps } from "./told";

type Account = typeof propAccounts.$inferSelect;

/** A prop account: whose, what it was bought with, what the venue has, and all that came about it. */
export const readAccount: ReadDetail = async (ctx, id) => {
  const [found] = await ctx.db
    .select({ account: propAccounts, customer: whoseIs, app: apiApps.name })
    .from(propAccounts)
    .innerJoin(customers, eq(customers.id, propAccounts.customerId))
    .leftJoin(apiApps, eq(apiApps.id, propAccounts.appId))
    .where(eq(propAccounts.id, id));
  if (!found) return null;
  const { account, customer, app } = found;
  const { paymentId } = account;
  const terms = readTerms(account.tierTerms);
  const about = paymentId === null ? [id] : [id, paymentId];
  const [own, told, done] = await Promise.all([
    paymentId === null ? ownSteps(account) : paidSteps(ctx, paymentId),
    deliverySteps(ctx, about),
    auditSteps(ctx, [
      ["account", id],
      ["payment", paymentId ?? ""],
    ]),
  ]);
  return {
    title: `${formatSize(account.accountSize)} ${account.market} account`,
    lead: `${terms?.name ?? account.tierId}, ${sources[account.source]}`,
    status: account.status,
    notice: noticeOf(account),
    facts: [
      {
        title: "Whose it is",
        facts: [
          idFact("Customer", customer.publicId),
          text("E-mail", customer.email),
          idFact("Payment", paymentId),
          text("Rules", terms && rulesInWords(terms)),
          text("Through", app ?? "the firm's own pages"),
        ],
      },
      { title: "At the venue", facts: venueFacts(account) },
    ],
    steps: inOrder(own, told, done),
    related: [
      ...(paymentId === null
        ? []
        : [await relatedRows(ctx, "Stripe's events", "stripe-events", { payment: paymentId })]),
      await relatedRows(ctx, "Deliveries", "deliveries", { about: id }),
    ],
    actions: actionsOf(account),
  } satisfies Found;
};

const paidSteps = async (ctx: Context, paymentId: string) => {
  const [payment] = await ctx.db
    .select({ currency: payments.currency })
    .from(payments)
    .where(eq(payments.id, paymentId));
  return paymentSteps(await getPaymentEvidence(ctx, paymentId), payment?.currency ?? "usd");
};

const sources = { payment: "bought by card", free: "free", grant: "given by the firm" };

const venueFacts = (account: Account) => [
  text("Venue", account.provider),
  text("Subaccount", account.subaccountId),
  idFact("Hotkey", account.syntheticHotkey),
  idFact("Subaccount's uuid", account.subaccountUuid),
  text("Tries", account.provisioningAttempts),
  text("Last problem", account.provisioningError),
  status("Dispute's hold", account.disputeHold ? "suspended" : null),
  status("Admin's hold", account.adminHold ? "suspended" : null),
  text("Closed because", account.closedReason),
  time("Opened", account.createdAt),
  time("Active since", account.activatedAt),
  time("Closed", account.closedAt),
];

/** Of an account that nobody paid for there is no payment's history: what its row says. */
function ownSteps(account: Account): DetailStep[] {
  const { createdAt, activatedAt, closedAt, closedReason } = account;
  return [
    step(createdAt, "account provisioning", "the account", { status: "provisioning" }),
    ...(activatedAt
      ? [step(activatedAt, "account active", "the venue", { status: "active" })]
      : []),
    ...(closedAt
      ? [
          step(closedAt, "account closed", "the account", {
            status: "closed",
            notes: closedReason ? [closedReason] : [],
          }),
        ]
      : []),
  ];
}

/** What can be done to it as it is now. */
function actionsOf(account: Account): OfferedAction[] {
  const { id, status: now, adminHold, venueNote, entity, subaccountId } = account;
  const input = { id };
  const isWaiting = now === "provisioning_failed" || now === "provisioning";
  return [
    ...(isWaiting
      ? [
          {
            action: "account.retry" as const,
            input,
            isUnclear: entity !== null && subaccountId === null,
          },
        ]
      : []),
    ...(venueNote === null ? [] : [{ action: "account.venue_done" as const, input }]),
    ...(adminHold ? [{ action: "account.reinstate" as const, input }] : []),
    ...(now === "closed" || adminHold ? [] : [{ action: "account.suspend" as const, input }]),
    ...(now === "closed" ? [] : [{ action: "account.close" as const, input }]),
  ];
}

const HELD =
  "A dispute holds this account: it comes back by itself when the dispute is won, and is closed when it is lost.";

/** What a person should know or do. */
const noticeOf = (account: Account): string | null =>
  account.venueNote ??
  (account.provisioningFailedAt && account.provisioningError) ??
  (account.disputeHold && account.closedAt === null ? HELD : null);
