import { eq, sql } from "drizzle-orm";
import { once } from "@/db/prepare";
import { challenges, customers, purchases } from "@/db/schema";
import { describePurchaseRules } from "@/lib/catalog";
import { formatMoney } from "@/lib/core/money";
import type { EmailTemplate } from "../email-content";

const challengeByPurchase = once((db) =>
  db
    .select({
      purchase: {
        id: purchases.id,
        amountCents: purchases.amountCents,
        currency: purchases.currency,
        payerLogin: purchases.payerLogin,
        paymentId: purchases.paymentId,
        initialBalanceCents: purchases.initialBalanceCents,
        accountCurrency: purchases.accountCurrency,
        ruleSetId: purchases.ruleSetId,
        program: purchases.program,
      },
      challenge: { id: challenges.id, accountLogin: challenges.accountLogin },
      program: sql<string>`${purchases.program} ->> 'display_name'`,
      customer: { email: customers.email, name: customers.name },
    })
    .from(purchases)
    .innerJoin(challenges, eq(challenges.purchaseId, purchases.id))
    .innerJoin(customers, eq(customers.id, purchases.customerId))
    .where(eq(purchases.id, sql.placeholder("id")))
    .prepare("email-challenge-bought"),
);

/** A challenge was bought from a wallet, or granted by the firm. Its password is never in an email. */
export const challengeBoughtEmail: EmailTemplate<number> = async (db, id) => {
  const [row] = await challengeByPurchase(db).execute({ id });
  if (!row) return null;
  const { purchase, challenge, program, customer } = row;
  const paidWith = purchase.paymentId === null ? `from wallet ${purchase.payerLogin}` : "by card";
  const fee =
    purchase.amountCents > 0n
      ? `${formatMoney(purchase.amountCents, purchase.currency)} ${paidWith}`
      : "Free";
  const [rulesName, rules] = await describePurchaseRules(db, purchase);
  return {
    to: customer.email,
    content: {
      subject: `Your ${program} challenge has started`,
      name: customer.name,
      paragraphs: [
        `Your ${program} challenge is ready, and its account is open.`,
        purchase.paymentId === null
          ? "For security, we don't email trading passwords. If you didn't save yours, set a new one on the challenge page."
          : "For security, we don't email trading passwords. Set yours on the challenge page, then sign in with it and the account number.",
      ],
      details: [
        ["Challenge", program],
        ["Fee", fee],
        ["Account", String(challenge.accountLogin)],
        ["Starting balance", formatMoney(purchase.initialBalanceCents, purchase.accountCurrency)],
        ...(rules === null ? [] : [[rulesName, rules] satisfies [string, string]]),
        ["Purchase", String(purchase.id)],
      ],
      more: { text: "Rules in full", path: `/dashboard/challenges/${challenge.id}#rules` },
      link: { text: "View challenge", path: `/dashboard/challenges/${challenge.id}` },
      reference: `purchase ${purchase.id}`,
    },
  };
};
