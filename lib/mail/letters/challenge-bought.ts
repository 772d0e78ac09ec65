import { eq, sql } from "drizzle-orm";
import { once } from "@/db/prepare";
import { challenges, customers, purchases } from "@/db/schema";
import { formatMoney } from "@/lib/money";
import type { Write } from "../letter";

const bought = once((db) =>
  db
    .select({
      purchase: {
        id: purchases.id,
        amountCents: purchases.amountCents,
        currency: purchases.currency,
        payerLogin: purchases.payerLogin,
        initialBalanceCents: purchases.initialBalanceCents,
        accountCurrency: purchases.accountCurrency,
      },
      challenge: { id: challenges.id, accountLogin: challenges.accountLogin },
      program: sql<string>`${purchases.program} ->> 'display_name'`,
      customer: { email: customers.email, name: customers.name },
    })
    .from(purchases)
    .innerJoin(challenges, eq(challenges.purchaseId, purchases.id))
    .innerJoin(customers, eq(customers.id, purchases.customerId))
    .where(eq(purchases.id, sql.placeholder("id")))
    .prepare("letter-challenge-bought"),
);

/** That a challenge was bought from a wallet, or granted by the firm. Its password is never in an e-mail. */
export const writeChallengeBought: Write<number> = async (db, id) => {
  const [row] = await bought(db).execute({ id });
  if (!row) return null;
  const { purchase, challenge, program, customer } = row;
  const fee =
    purchase.amountCents > 0n
      ? `${formatMoney(purchase.amountCents, purchase.currency)} from wallet ${purchase.payerLogin}`
      : "None";
  return {
    to: customer.email,
    letter: {
      subject: `Your challenge ${program} has started`,
      name: customer.name,
      paragraphs: [
        `Your challenge ${program} has started, and its account is open.`,
        "The account's password is never sent by email. If you don't have the one that was shown when you bought the challenge, set a new one on the challenge's page.",
      ],
      facts: [
        ["Challenge", program],
        ["Fee", fee],
        ["Account", String(challenge.accountLogin)],
        ["Initial balance", formatMoney(purchase.initialBalanceCents, purchase.accountCurrency)],
        ["Purchase", String(purchase.id)],
      ],
      link: { text: "Open the challenge", path: `/dashboard/challenges/${challenge.id}` },
      reference: `purchase ${purchase.id}`,
    },
  };
};
