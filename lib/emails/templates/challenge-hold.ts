import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { challenges, customers, payments, purchases } from "@/db/schema";
import { exactTime } from "@/lib/core/format";
import { formatMoney } from "@/lib/core/money";
import { tradingServer, withTimeout } from "@/lib/trading";
import type { AddressedEmail, EmailContent, EmailTemplate } from "../email-content";

/** A challenge with its fee, its customer, and the deposit that it is suspended for, if any. */
async function readChallenge(db: Database, id: number) {
  const [row] = await db
    .select({
      challenge: challenges,
      purchase: {
        id: purchases.id,
        amountCents: purchases.amountCents,
        currency: purchases.currency,
        payerLogin: purchases.payerLogin,
        paymentId: purchases.paymentId,
      },
      program: sql<string>`${purchases.program} ->> 'display_name'`,
      customer: { email: customers.email, name: customers.name, timeZone: customers.timeZone },
      deposit: { id: payments.id, amountCents: payments.amountCents, paidAt: payments.paidAt },
    })
    .from(challenges)
    .innerJoin(purchases, eq(purchases.id, challenges.purchaseId))
    .innerJoin(customers, eq(customers.id, challenges.customerId))
    .leftJoin(payments, eq(payments.id, challenges.holdPaymentId))
    .where(eq(challenges.id, id));
  return row ?? null;
}
type Row = NonNullable<Awaited<ReturnType<typeof readChallenge>>>;

function addressed(
  row: Row,
  content: Pick<EmailContent, "subject" | "paragraphs" | "link">,
  owedCents = 0n,
): AddressedEmail {
  const { challenge, purchase, program, customer, deposit } = row;
  const money = (cents: bigint) => formatMoney(cents, purchase.currency);
  return {
    to: customer.email,
    content: {
      ...content,
      name: customer.name,
      details: [
        ["Challenge", program],
        ["Account", String(challenge.accountLogin)],
        [
          "Fee",
          `${money(purchase.amountCents)} ${purchase.paymentId === null ? `from wallet ${purchase.payerLogin}` : "by card"}`,
        ],
        ...(purchase.paymentId !== null
          ? [["Payment", purchase.paymentId] satisfies [string, string]]
          : []),
        ...(purchase.paymentId === null && deposit?.paidAt
          ? [
              [
                "Top-up",
                `${money(deposit.amountCents)}, ${exactTime(deposit.paidAt, customer.timeZone ?? "UTC")}`,
              ],
              ["Payment", deposit.id],
            ].map(([name = "", value = ""]): [string, string] => [name, value])
          : []),
        ...(owedCents > 0n ? [["Amount owed", money(owedCents)] satisfies [string, string]] : []),
        ["Purchase", String(purchase.id)],
      ],
      reference: `purchase ${purchase.id}`,
    },
  };
}

const challengeLink = ({ challenge }: Row) => ({
  text: "View challenge",
  path: `/dashboard/challenges/${challenge.id}`,
});
const walletLink = ({ purchase }: Row) => ({
  text: "View wallet",
  path: `/dashboard/wallet?login=${purchase.payerLogin}`,
});

/** A challenge can't be traded for now: a deposit that paid for it was refunded or is disputed. */
export const challengeSuspendedEmail: EmailTemplate<number> = async (db, id) => {
  const row = await readChallenge(db, id);
  const { endedAt = null, holdReason = null } = row?.challenge ?? {};
  if (!row || endedAt !== null || holdReason === null) return null;
  if (holdReason === "payment_disputed") return addressed(row, suspendedByDispute(row));
  const isDisputed = holdReason === "deposit_disputed";
  const wallet = await withTimeout(() => tradingServer(db).getAccount(row.purchase.payerLogin));
  const content = {
    subject: `Your ${row.program} challenge is suspended`,
    paragraphs: [
      isDisputed
        ? "A top-up that paid for this challenge has been disputed with the bank that issued the card, and your wallet doesn't have enough to cover the amount that was reversed."
        : "A top-up that paid for this challenge was refunded, and your wallet doesn't have enough to cover the refund.",
      "Trading is paused until this is resolved. The account's balance and your progress stay as they are.",
      isDisputed
        ? "The challenge resumes as soon as the dispute is resolved in our favor, or you top up your wallet by the amount owed. If we lose the dispute before that, the challenge ends. If you didn't mean to open a dispute, contact your bank and reply to this email."
        : "The challenge resumes as soon as you top up your wallet by the amount owed.",
    ],
    link: walletLink(row),
  };
  return addressed(row, content, wallet?.debtCents);
};

/** The challenge's own card payment was refunded or charged back. */
const endedWithPayment = (row: Row, isRefunded: boolean) => ({
  subject: `Your ${row.program} challenge has ended`,
  paragraphs: [
    isRefunded
      ? "The card payment for this challenge was refunded in full, so the challenge has ended and its account is closed."
      : "The dispute about the card payment for this challenge was decided in the cardholder's favor, and the bank returned the money to the card. The challenge has ended and its account is closed.",
    "Nothing else of yours is affected. You can buy another challenge at any time.",
  ],
  link: challengeLink(row),
});

/** The challenge's own card payment is disputed. */
const suspendedByDispute = (row: Row) => ({
  subject: `Your ${row.program} challenge is suspended`,
  paragraphs: [
    "The card payment for this challenge has been disputed with the bank that issued the card.",
    "Trading is paused until the bank decides. The account's balance and your progress stay as they are, and nothing else of yours is affected.",
    "The challenge resumes if the dispute is resolved in our favor, and ends if it isn't. If you didn't mean to open a dispute, contact your bank and reply to this email.",
  ],
  link: challengeLink(row),
});

/** A suspended challenge can be traded again. */
export const challengeReinstatedEmail: EmailTemplate<number> = async (db, id) => {
  const row = await readChallenge(db, id);
  if (!row || row.challenge.endedAt !== null || row.challenge.heldAt !== null) return null;
  return addressed(row, {
    subject: `Your ${row.program} challenge has resumed`,
    paragraphs: [
      row.purchase.paymentId === null
        ? "The fee for this challenge is covered again, and you can trade its account."
        : "The dispute about its payment was resolved in our favor, and you can trade its account.",
      "The account's password hasn't changed.",
    ],
    link: challengeLink(row),
  });
};

/** A challenge ended because the money that paid for it was reversed. */
export const challengeEndedEmail: EmailTemplate<number> = async (db, id) => {
  const row = await readChallenge(db, id);
  const endReason = row?.challenge.endReason;
  if (row && row.purchase.paymentId !== null && endReason) {
    return addressed(row, endedWithPayment(row, endReason === "refunded"));
  }
  if (row?.challenge.endReason !== "dispute_lost") return null;
  return addressed(row, {
    subject: `Your ${row.program} challenge has ended`,
    paragraphs: [
      "The dispute about a top-up that paid for this challenge was decided in the cardholder's favor, and the bank returned the money to the card.",
      "The challenge has ended and its account is closed. Its fee is returned to your wallet, where it repays the amount owed because of the dispute.",
      "You can buy another challenge once your wallet has enough money.",
    ],
    link: walletLink(row),
  });
};
