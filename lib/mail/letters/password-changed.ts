import type { Write } from "../letter";
import { readCustomer } from "../read-customer";

/** That the password was changed or chosen anew: whoever didn't do it must hear of it. */
export const writePasswordChanged: Write<string> = async (db, id) => {
  const customer = await readCustomer(db, id);
  if (!customer) return null;
  return {
    to: customer.email,
    letter: {
      subject: "Your password was changed",
      name: customer.name,
      paragraphs: [
        "The password of your account was changed, and every other device was signed out.",
        "If it wasn't you, choose a new password at once and write to us.",
      ],
      facts: [["Account", customer.email]],
      link: { text: "Choose a new password", path: "/forgot-password" },
      reference: customer.publicId,
    },
  };
};
