import { and, eq, ne, sql } from "drizzle-orm";
import { customers, moneyRequests, purchases } from "@/db/schema";
import { formatMoney } from "@/lib/core/money";
import type { EmailTemplate } from "../email-content";

/**
 * A purchase from a wallet was rolled back by the firm, or failed, and where its fee is. Not sent while the fee isn't
 * refunded yet, nor if the purchase is being retried.
 */
export const purchaseEndedEmail =
  (end: "rolled back" | "failed"): EmailTemplate<number> =>
  async (db, id) => {
    const [row] = await db
      .select({
        purchase: purchases,
        program: sql<string>`${purchases.program} ->> 'display_name'`,
        customer: { email: customers.email, name: customers.name },
      })
      .from(purchases)
      .innerJoin(customers, eq(customers.id, purchases.customerId))
      .where(eq(purchases.id, id));
    if (!row || row.purchase.failureCode === null) return null;
    const { purchase, program, customer } = row;
    const { payerLogin, paymentOrder, paymentRollbackOrder, accountLogin } = purchase;
    if (paymentOrder !== null && paymentRollbackOrder === null) return null;
    const fee = formatMoney(purchase.amountCents, purchase.currency);
    const isRolledBack = end === "rolled back";
    const [toCard] = await db
      .select({ cents: sql<string>`sum(${moneyRequests.amountCents})` })
      .from(moneyRequests)
      .where(and(eq(moneyRequests.purchaseId, id), ne(moneyRequests.status, "refused")));
    const isToCard = Number(toCard?.cents ?? 0) === Number(purchase.amountCents);
    return {
      to: customer.email,
      content: {
        subject: isRolledBack
          ? `Your ${program} challenge was canceled`
          : `Your ${program} challenge couldn't be started`,
        name: customer.name,
        paragraphs: [
          isRolledBack
            ? `We canceled your ${program} challenge.${accountLogin === null ? "" : ` Its account ${accountLogin} can no longer be traded.`}`
            : `Your ${program} challenge couldn't be started because of a problem on our side.`,
          paymentRollbackOrder === null
            ? "You weren't charged."
            : isToCard
              ? `We're refunding the fee of ${fee} to the card that topped up your wallet, and email you again when the refund is sent.`
              : `We returned the fee of ${fee} to your wallet.`,
          isRolledBack
            ? "If you weren't expecting this, reply to this email."
            : "You can buy it again at any time.",
        ],
        details: [
          ["Challenge", program],
          [
            "Fee",
            paymentRollbackOrder === null
              ? "None"
              : `${fee}, ${isToCard ? "on its way back to your card" : `returned to wallet ${payerLogin}`}`,
          ],
          ["Purchase", String(purchase.id)],
        ],
        link: { text: "View wallet", path: "/dashboard/wallet" },
        reference: `purchase ${purchase.id}`,
      },
    };
  };
