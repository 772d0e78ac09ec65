import type { Write } from "../letter";
import { readAccount } from "../read-account";

const disputed =
  "The bank that paid for it has opened a dispute. The account can't be traded until the dispute is over; if it ends in our favour the account comes back by itself.";
const held = "We have to look into something before it can be traded again.";

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
        `Your ${size} account is suspended.`,
        account.disputeHold ? disputed : held,
        "If you don't know why this happened, please write to us.",
      ],
      facts: [
        ["Size", size],
        ["Market", account.market],
        ...(account.paymentId === null
          ? []
          : [["Payment", account.paymentId] satisfies [string, string]]),
        ["Account", account.id],
      ],
      link: { text: "Open your dashboard", path: "/dashboard" },
      reference: account.id,
    },
  };
};
