import type { Write } from "../letter";
import { readAccount } from "../read-account";

/** That an account can be traded, after it was created or after a suspension. */
export const writeAccountReady: Write<string> = async (db, id) => {
  const row = await readAccount(db, id);
  if (row?.account.status !== "active") return null;
  const { account, customer, size } = row;
  return {
    to: customer.email,
    letter: {
      subject: `Your ${size} account is ready`,
      name: customer.name,
      paragraphs: [`Your ${size} account is ready to trade.`],
      facts: [
        ["Size", size],
        ["Market", account.market],
        ["Subaccount", account.syntheticHotkey ?? String(account.subaccountId)],
        ["Account", account.id],
      ],
      link: { text: "Open your dashboard", path: "/dashboard" },
      reference: account.id,
    },
  };
};
