import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { customers } from "@/db/schema";
import type { EmailTemplate } from "../email-content";

/** The customer deleted their account. Not sent if an admin has enabled it since, or the address is removed already. */
export const accountDeletedEmail: EmailTemplate<string> = async (db, id) => {
  const [customer] = await db
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.publicId, id),
        isNotNull(customers.erasureRequestedAt),
        isNull(customers.erasedAt),
      ),
    );
  if (!customer) return null;
  return {
    to: customer.email,
    content: {
      subject: "Your account is deleted",
      name: customer.name,
      paragraphs: [
        "You can no longer sign in to your account. We'll remove your personal data after 24 hours. We keep records of your payments, as tax law requires.",
        "If you didn't request this or you've changed your mind, contact support within 24 hours.",
      ],
      details: [["Account", customer.email]],
      link: { text: "Go to the store", path: "/" },
      reference: customer.publicId,
    },
  };
};
