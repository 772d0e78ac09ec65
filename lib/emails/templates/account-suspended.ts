import { firmReasonMessage } from "@/lib/prop-accounts/firm-reason-messages";
import type { EmailTemplate } from "../email-content";
import { accountDetails, readAccount } from "../read-account";

const disputeMessage =
  "The payment for this account has been disputed with the bank that issued the card, so trading is paused. If the dispute is resolved in our favor, your account reopens automatically.";

/** An account can't be traded for now, with the reason. */
export const accountSuspendedEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readAccount(db, id);
  if (row?.account.status !== "suspended") return null;
  const { account, customer, size } = row;
  return {
    to: customer.email,
    content: {
      subject: `Your ${size} account is suspended`,
      name: customer.name,
      paragraphs: [
        `Your ${size} account is suspended and can't be traded for now.`,
        ...(account.disputeHold
          ? [disputeMessage, "The bank holds the money until it decides."]
          : [firmReasonMessage(account.firmReason, "suspended"), "No money was moved."]),
        account.disputeHold
          ? "If you didn't mean to open a dispute, contact your bank and reply to this email."
          : "We'll email you when it's active again.",
      ],
      details: accountDetails(row),
      link: { text: "Go to your account", path: `/dashboard/accounts/${account.id}` },
      reference: account.id,
    },
  };
};
