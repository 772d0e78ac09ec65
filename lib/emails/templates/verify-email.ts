import { env } from "@/lib/core/env";
import type { EmailTemplate } from "../email-content";
import { readEmailLink } from "../read-email-link";

/** The link by which a customer verifies their address. Not sent if it is verified already. */
export const verifyEmailEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readEmailLink(db, id);
  if (!row || row.customer.emailVerifiedAt) return null;
  const { customer, token } = row;
  return {
    to: customer.email,
    content: {
      subject: `Verify your email for ${env().FIRM_NAME}`,
      name: customer.name,
      paragraphs: [
        "Thanks for signing up. Verify your email address: it's where we send receipts and account updates. You may have to sign in first. The link expires in 48 hours.",
        "Didn't sign up? You can ignore this email. No one else can verify your address.",
      ],
      details: [["Email", customer.email]],
      link: { text: "Verify email", path: `/verify-email?token=${token}` },
      reference: customer.publicId,
    },
  };
};
