import { eq } from "drizzle-orm";
import { customers, moneyRequests } from "@/db/schema";
import { formatMoney } from "@/lib/money";
import { accountMode, inTime, tradingServer } from "@/lib/trading";
import type { Write } from "../letter";

/** That the firm added money to a wallet or took some out, and what is in it now. */
export const writeWalletAdjusted: Write<string> = async (db, id) => {
  const [request] = await db.select().from(moneyRequests).where(eq(moneyRequests.id, id));
  const login = request?.login;
  if (request?.status !== "done" || login == null) return null;
  const wallet = await inTime(() => tradingServer(db).getAccount(login));
  if (!wallet) return null;
  const [customer] = await db.select().from(customers).where(eq(customers.id, wallet.customerId));
  if (!customer) return null;
  const money = (cents: bigint) => formatMoney(cents, wallet.currency);
  const amount = money(request.amountCents);
  const isCredit = request.kind === "wallet_credit";
  const name = `${wallet.mode === accountMode.demo ? "practice wallet" : "wallet"} ${login}`;
  return {
    to: customer.email,
    letter: {
      subject: isCredit
        ? `We added ${amount} to your wallet`
        : `We took ${amount} out of your wallet`,
      name: customer.name,
      paragraphs: [
        isCredit ? `We added ${amount} to your ${name}.` : `We took ${amount} out of your ${name}.`,
        `It has ${money(wallet.balanceCents)} now.${wallet.debtCents > 0n ? ` It owes ${money(wallet.debtCents)}.` : ""}`,
        "If you don't know why, write to us.",
      ],
      facts: [
        [isCredit ? "Added" : "Taken out", amount],
        ["Balance", money(wallet.balanceCents)],
        ["Wallet", String(login)],
        ["Order", String(request.orderNo)],
      ],
      link: { text: "See the statement", path: `/dashboard/wallet` },
      reference: `order ${request.orderNo}`,
    },
  };
};
