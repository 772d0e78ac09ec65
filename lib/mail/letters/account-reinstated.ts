import type { Write } from "../letter";
import { accountFacts, readAccount } from "../read-account";

/** That an account can be traded again after it was suspended or closed. */
export const writeAccountReinstated: Write<string> = async (db, id) => {
  const row = await readAccount(db, id);
  if (row?.account.status !== "active") return null;
  const { account, customer, size } = row;
  return {
    to: customer.email,
    letter: {
      subject: `Your ${size} account is active again`,
      name: customer.name,
      paragraphs: [
        `Your ${size} account is active again, and you can trade it.`,
        "What it was stopped for is settled. No money was moved.",
      ],
      facts: accountFacts(row),
      link: { text: "Open your dashboard", path: "/dashboard" },
      reference: account.id,
    },
  };
};
