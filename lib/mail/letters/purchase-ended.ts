import { eq, sql } from "drizzle-orm";
import { customers, purchases } from "@/db/schema";
import { formatMoney } from "@/lib/money";
import type { Write } from "../letter";

/**
 * That a purchase from a wallet came to nothing: the firm rolled it back, or a step of it failed, and
 * where the fee is. Not while the fee is still on its way back, and not once it is tried again.
 */
export const writePurchaseEnded =
  (how: "rolled back" | "failed"): Write<number> =>
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
    const wallet = `wallet ${payerLogin}`;
    const isRolledBack = how === "rolled back";
    return {
      to: customer.email,
      letter: {
        subject: isRolledBack
          ? `Your challenge ${program} was canceled`
          : `Your challenge ${program} could not be started`,
        name: customer.name,
        paragraphs: [
          isRolledBack
            ? `We canceled your challenge ${program}.${accountLogin === null ? "" : ` Its account ${accountLogin} can't be traded any more.`}`
            : `Your challenge ${program} could not be started, because of a fault on our side.`,
          paymentRollbackOrder === null
            ? "No fee was taken for it."
            : `The fee of ${fee} is back in ${wallet}.`,
          isRolledBack
            ? "If you don't know why, write to us."
            : "You can buy it again whenever you like.",
        ],
        facts: [
          ["Challenge", program],
          ["Fee", paymentRollbackOrder === null ? "None" : `${fee}, back in ${wallet}`],
          ["Purchase", String(purchase.id)],
        ],
        link: { text: "See the wallet", path: "/dashboard/wallet" },
        reference: `purchase ${purchase.id}`,
      },
    };
  };
