import { describeTierRules, presentTerms } from "@/lib/catalog";
import type { EmailTemplate } from "../email-content";
import { type AccountRow, accountName, readAccount } from "../read-account";

/** The key by which the trader's account is reached at the venue. */
const keyOf = ({
  syntheticHotkey,
  subaccountId,
}: AccountRow["account"]): [name: string, value: string] =>
  syntheticHotkey
    ? ["Account key (hotkey)", syntheticHotkey]
    : ["Subaccount", String(subaccountId)];

/** An account was created and can be traded. */
export const accountReadyEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readAccount(db, id);
  if (row?.account.status !== "active") return null;
  const { account, customer, size } = row;
  const [terms] = await presentTerms(db, [account.tierTerms]);
  const [rulesName, rules] = describeTierRules(terms);
  return {
    to: customer.email,
    content: {
      subject: `Your ${size} account is ready`,
      name: customer.name,
      paragraphs: [`Your ${size} account is ready to trade.`],
      details: [
        ["Challenge", accountName(account)],
        ["Size", size],
        keyOf(account),
        ...(rules ? [[rulesName, rules] satisfies [string, string]] : []),
        ["Account", account.id],
      ],
      more: { text: "Rules in full", path: `/dashboard/accounts/${account.id}#rules` },
      link: { text: "Go to your account", path: `/dashboard/accounts/${account.id}` },
      reference: account.id,
    },
  };
};
