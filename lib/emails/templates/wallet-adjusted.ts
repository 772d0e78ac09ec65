import { eq } from "drizzle-orm";
import { customers, moneyRequests } from "@/db/schema";
import { formatMoney } from "@/lib/core/money";
import { accountMode, tradingServer, withTimeout } from "@/lib/trading";
import type { EmailTemplate } from "../email-content";

/** The firm added money to a wallet or took some out, with the present balance. */
export const walletAdjustedEmail: EmailTemplate<string> = async (db, id) => {
  const [request] = await db.select().from(moneyRequests).where(eq(moneyRequests.id, id));
  const login = request?.login;
  if (request?.status !== "done" || login == null) return null;
  const wallet = await withTimeout(() => tradingServer(db).getAccount(login));
  if (!wallet) return null;
  const [customer] = await db.select().from(customers).where(eq(customers.id, wallet.customerId));
  if (!customer) return null;
  const money = (cents: bigint) => formatMoney(cents, wallet.currency);
  const amount = money(request.amountCents);
  const isCredit = request.kind === "wallet_credit";
  const isPractice = wallet.mode === accountMode.demo;
  const name = isPractice ? "practice account" : "wallet";
  return {
    to: customer.email,
    content: {
      subject: isCredit
        ? `We added ${amount} to your ${name}`
        : `We took ${amount} out of your ${name}`,
      name: customer.name,
      paragraphs: [
        isCredit ? `We added ${amount} to your ${name}.` : `We took ${amount} out of your ${name}.`,
        `Your balance is now ${money(wallet.balanceCents)}.${wallet.debtCents > 0n ? ` You still owe ${money(wallet.debtCents)}.` : ""}`,
        "If you weren't expecting this, reply to this email.",
      ],
      details: [
        [isCredit ? "Added" : "Taken out", amount],
        ["Balance", money(wallet.balanceCents)],
        [isPractice ? "Practice account" : "Wallet", String(login)],
        ["Reference", String(request.orderNo)],
      ],
      link: { text: "View transactions", path: `/dashboard/wallet` },
      reference: `order ${request.orderNo}`,
    },
  };
};
