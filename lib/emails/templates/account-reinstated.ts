import type { EmailTemplate } from "../email-content";
import { accountDetails, readAccount } from "../read-account";

/** An account that was suspended or closed can be traded again. */
export const accountReinstatedEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readAccount(db, id);
  if (row?.account.status !== "active") return null;
  const { account, customer, size } = row;
  return {
    to: customer.email,
    content: {
      subject: `Your ${size} account is active again`,
      name: customer.name,
      paragraphs: [
        `Your ${size} account is active again, and you can trade it.`,
        "The issue that stopped it has been resolved. No money was moved.",
      ],
      details: accountDetails(row),
      link: { text: "Go to your account", path: `/dashboard/accounts/${account.id}` },
      reference: account.id,
    },
  };
};
