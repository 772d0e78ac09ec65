import type { Write } from "../letter";
import { readLetterLink } from "../read-letter-link";

/** The way to a new password for who has lost the old one. */
export const writeResetPassword: Write<string> = async (db, id) => {
  const row = await readLetterLink(db, id);
  if (!row) return null;
  const { customer, token } = row;
  return {
    to: customer.email,
    letter: {
      subject: "Choose a new password",
      name: customer.name,
      paragraphs: [
        "Somebody asked for a new password for the account of this e-mail address. Choose it on the page below.",
        "If it wasn't you, leave this e-mail alone: the password stays as it is.",
      ],
      facts: [
        ["Account", customer.email],
        ["Works", "once, within an hour"],
      ],
      link: { text: "Choose a new password", path: `/reset-password?token=${token}` },
      reference: customer.publicId,
    },
  };
};
