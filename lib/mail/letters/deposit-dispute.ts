import { formatMoney } from "@/lib/money";
import { isAgainstUs, isLost } from "@/lib/stripe-status";
import type { Letter, Write } from "../letter";
import { readDispute } from "../read-dispute";
import { nameOf } from "./receipt";

type Words = (its: { amount: string; wallet: string }) => Pick<Letter, "subject" | "paragraphs">;

const opened: Words = ({ amount, wallet }) => ({
  subject: `Your deposit of ${amount} is disputed`,
  paragraphs: [
    `The bank that issued your card has opened a dispute about ${amount} of your deposit.`,
    `Until the bank has decided, this amount isn't in ${wallet}. If you had already spent it, the wallet shows what it owes.`,
    "If you didn't question the deposit, tell your bank, and write to us.",
  ],
});
const won: Words = ({ amount, wallet }) => ({
  subject: `Your deposit of ${amount} is back in your wallet`,
  paragraphs: [
    "The bank that issued your card decided the dispute about your deposit for us.",
    `${amount} is in ${wallet} again, less what the wallet owed.`,
  ],
});
const lost: Words = ({ amount, wallet }) => ({
  subject: `Your deposit of ${amount} went back to your card`,
  paragraphs: [
    "The bank that issued your card decided the dispute about your deposit and returned the money to the card.",
    `${amount} stays out of ${wallet}. If you had already spent it, the wallet shows what it owes.`,
  ],
});

/** That a deposit is disputed; not once its bank has decided. */
export const writeDepositDisputed: Write<string> = write((status) =>
  isAgainstUs(status) && !isLost({ status }) ? opened : null,
);

/** That its dispute is over, and where the money is. */
export const writeDepositDisputeClosed: Write<string> = write((status) =>
  status === "won" ? won : isLost({ status }) ? lost : null,
);

function write(wordsOf: (status: string) => Words | null): Write<string> {
  return async (db, id) => {
    const row = await readDispute(db, id);
    const words = row && wordsOf(row.dispute.status);
    if (!words) return null;
    const { payment, customer, dispute } = row;
    const amount = formatMoney(dispute.amountCents, payment.currency);
    return {
      to: customer.email,
      letter: {
        ...words({ amount, wallet: `wallet ${payment.depositLogin}` }),
        name: customer.name,
        facts: [
          ["Disputed", amount],
          ["For", nameOf(row)],
          ["Payment", payment.id],
        ],
        link: { text: "See the payment", path: `/dashboard/payments/${payment.id}` },
        reference: payment.id,
      },
    };
  };
}
