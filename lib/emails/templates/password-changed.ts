import type { EmailTemplate } from "../email-content";
import { readCustomer } from "../read-customer";

/** The password was changed or reset. A customer who didn't do that must be notified. */
export const passwordChangedEmail: EmailTemplate<string> = async (db, id) => {
  const customer = await readCustomer(db, id);
  if (!customer) return null;
  return {
    to: customer.email,
    content: {
      subject: "Your password was changed",
      name: customer.name,
      paragraphs: [
        "Your password was just changed, and you've been signed out on all other devices.",
        "If this wasn't you, reset your password now and contact support.",
      ],
      details: [["Account", customer.email]],
      link: { text: "Reset password", path: "/forgot-password" },
      reference: customer.publicId,
    },
  };
};
