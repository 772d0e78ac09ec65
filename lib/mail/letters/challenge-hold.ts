import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { challenges, customers, payments, purchases } from "@/db/schema";
import { exactTime } from "@/lib/format";
import { formatMoney } from "@/lib/money";
import type { Addressed, Letter, Write } from "../letter";

/** A challenge, its fee, whose it is, and the deposit for which it is held now. */
async function readChallenge(db: Database, id: number) {
  const [row] = await db
    .select({
      challenge: challenges,
      purchase: {
        id: purchases.id,
        amountCents: purchases.amountCents,
        currency: purchases.currency,
        payerLogin: purchases.payerLogin,
      },
      program: sql<string>`${purchases.program} ->> 'display_name'`,
      customer: { email: customers.email, name: customers.name },
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

function addressed(row: Row, letter: Pick<Letter, "subject" | "paragraphs" | "link">): Addressed {
  const { challenge, purchase, program, customer, deposit } = row;
  const money = (cents: bigint) => formatMoney(cents, purchase.currency);
  return {
    to: customer.email,
    letter: {
      ...letter,
      name: customer.name,
      facts: [
        ["Challenge", program],
        ["Account", String(challenge.accountLogin)],
        ["Fee", `${money(purchase.amountCents)} from wallet ${purchase.payerLogin}`],
        ...(deposit?.paidAt
          ? [
              ["Deposit", `${money(deposit.amountCents)}, ${exactTime(deposit.paidAt, "UTC")}`],
              ["Payment", deposit.id],
            ].map(([name = "", value = ""]): [string, string] => [name, value])
          : []),
        ["Purchase", String(purchase.id)],
      ],
      reference: `purchase ${purchase.id}`,
    },
  };
}

const challengeLink = ({ challenge }: Row) => ({
  text: "Open the challenge",
  path: `/dashboard/challenges/${challenge.id}`,
});
const walletLink = ({ purchase }: Row) => ({
  text: "Open your wallet",
  path: `/dashboard/wallet?login=${purchase.payerLogin}`,
});

/** That a challenge can't be traded for now: money that paid for it was taken back. */
export const writeChallengeSuspended: Write<number> = async (db, id) => {
  const row = await readChallenge(db, id);
  const { endedAt = null, holdReason = null } = row?.challenge ?? {};
  if (!row || endedAt !== null || holdReason === null) return null;
  const isDisputed = holdReason === "deposit_disputed";
  return addressed(row, {
    subject: `Your challenge ${row.program} is suspended`,
    paragraphs: [
      isDisputed
        ? "The bank has opened a dispute over a deposit that paid for this challenge, and your wallet doesn't cover what was taken back."
        : "A deposit that paid for this challenge was refunded, and your wallet doesn't cover what was taken back.",
      "The account can't be traded until then. Its balance and your progress stay as they are.",
      isDisputed
        ? "The challenge goes on as soon as the dispute is decided in our favor, or you top up the wallet by what it owes. If the dispute is lost before that, the challenge ends. If you didn't open the dispute, or want to withdraw it, please contact your bank and then us."
        : "The challenge goes on as soon as you top up the wallet by what it owes.",
    ],
    link: walletLink(row),
  });
};

/** That a suspended challenge goes on. */
export const writeChallengeReinstated: Write<number> = async (db, id) => {
  const row = await readChallenge(db, id);
  if (!row || row.challenge.endedAt !== null || row.challenge.heldAt !== null) return null;
  return addressed(row, {
    subject: `Your challenge ${row.program} goes on`,
    paragraphs: [
      "The fee of this challenge is paid for again, and its account can be traded.",
      "The account has the password that it had before.",
    ],
    link: challengeLink(row),
  });
};

/** That a challenge ended because the dispute over the money that paid for it was lost. */
export const writeChallengeEnded: Write<number> = async (db, id) => {
  const row = await readChallenge(db, id);
  if (row?.challenge.endReason !== "dispute_lost") return null;
  return addressed(row, {
    subject: `Your challenge ${row.program} has ended`,
    paragraphs: [
      "The dispute over a deposit that paid for this challenge was decided in the cardholder's favor: the bank has paid the money back.",
      "The challenge has ended and its account is closed. Its fee goes back to your wallet, where it repays what the wallet owes because of the dispute.",
      "You can buy a challenge again once the wallet has the money for it.",
    ],
    link: walletLink(row),
  });
};
