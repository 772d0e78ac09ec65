import type { EmailTemplate } from "../email-content";
import { readEmailLink, readUsedLink } from "../read-email-link";

/** The link by which a customer confirms their new address, sent to that address. */
export const changeEmailEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readEmailLink(db, id);
  if (!row) return null;
  const { customer, email, token } = row;
  return {
    to: email,
    customerId: customer.id,
    content: {
      subject: "Confirm your new email address",
      name: customer.name,
      paragraphs: [
        "You asked to use this address for your account. Open the link and confirm it while you're signed in. The link expires in 24 hours, and until then nothing changes.",
        "If you didn't ask for this, ignore this email. Your address can't be used without this link.",
      ],
      details: [["New email", email]],
      link: { text: "Confirm new email", path: `/change-email?token=${token}` },
      reference: customer.publicId,
    },
  };
};

/**
 * The address was changed, sent to the one before. A customer who didn't do that must be notified. It doesn't name the new
 * address: the old one may have been mistyped, and be a stranger's.
 */
export const emailChangedEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readUsedLink(db, id);
  const oldEmail = row?.link.replacesEmail;
  if (!oldEmail) return null;
  const { customer } = row;
  return {
    to: oldEmail,
    customerId: customer.id,
    content: {
      subject: "Your email address was changed",
      name: customer.name,
      paragraphs: [
        "The email address of your account was just changed. Use the new address to sign in from now on. We'll send all emails there. All other devices have been signed out.",
        "If this wasn't you, reply to this email now. Resetting your password won't help, because the link would go to the new address.",
      ],
      details: [["Old email", oldEmail]],
      link: { text: "Go to your profile", path: "/dashboard/profile" },
      reference: customer.publicId,
    },
  };
};
