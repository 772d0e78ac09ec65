import { firmReasonWords } from "../firm-reason-words";
import type { Write } from "../letter";
import { accountFacts, readAccount } from "../read-account";

const disputed =
  "The bank that issued your card has opened a dispute about the payment. The account can't be traded until the bank has decided; if it decides for us, the account is active again.";

/** That an account can't be traded for now, and why. */
export const writeAccountSuspended: Write<string> = async (db, id) => {
  const row = await readAccount(db, id);
  if (row?.account.status !== "suspended") return null;
  const { account, customer, size } = row;
  return {
    to: customer.email,
    letter: {
      subject: `Your ${size} account is suspended`,
      name: customer.name,
      paragraphs: [
        `Your ${size} account is suspended and can't be traded for now. No money was moved.`,
        account.disputeHold ? disputed : firmReasonWords(account.firmReason, "suspended"),
        account.disputeHold
          ? "If you didn't question the payment, tell your bank, and write to us."
          : "We email you when it is active again.",
      ],
      facts: accountFacts(row),
      link: { text: "Open your dashboard", path: "/dashboard" },
      reference: account.id,
    },
  };
};
