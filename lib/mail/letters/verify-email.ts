import type { Write } from "../letter";
import { readLetterLink } from "../read-letter-link";

/** Asks whoever reads the address to say that it is theirs; not once it is verified. */
export const writeVerifyEmail: Write<string> = async (db, id) => {
  const row = await readLetterLink(db, id);
  if (!row || row.customer.emailVerifiedAt) return null;
  const { customer, token } = row;
  return {
    to: customer.email,
    letter: {
      subject: "Confirm your e-mail address",
      name: customer.name,
      paragraphs: [
        "An account was opened with this e-mail address. Sign in and confirm that it is yours: receipts and news of your accounts come here.",
        "If it wasn't you, leave this e-mail alone. Nothing happens then, and whoever opened the account can't confirm the address.",
      ],
      facts: [
        ["Address", customer.email],
        ["Works", "once, within 48 hours"],
      ],
      link: { text: "Confirm the address", path: `/verify-email?token=${token}` },
      reference: customer.publicId,
    },
  };
};
