import { env } from "@/lib/core/env";
import type { EmailTemplate } from "../email-content";
import { readEmailLink } from "../read-email-link";

/** The link by which a customer who has lost their password sets a new one. */
export const resetPasswordEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readEmailLink(db, id);
  if (!row) return null;
  const { customer, token } = row;
  return {
    to: customer.email,
    content: {
      subject: `Reset your ${env().FIRM_NAME} password`,
      name: customer.name,
      paragraphs: [
        "We received a request to reset your password. Use the link below to choose a new one. It works once and expires in 1 hour.",
        "If you didn't request this, ignore this email. Your password won't change.",
      ],
      details: [["Account", customer.email]],
      link: { text: "Reset password", path: `/reset-password?token=${token}` },
      reference: customer.publicId,
    },
  };
};
