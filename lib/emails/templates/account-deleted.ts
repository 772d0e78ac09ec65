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
        "Your account is closed, and you can no longer sign in to it. We remove your personal data in 24 hours. We keep the records of your payments, as tax law requires.",
        "Wasn't you, or changed your mind? Contact support within 24 hours.",
      ],
      details: [["Account", customer.email]],
      link: { text: "Go to the store", path: "/" },
      reference: customer.publicId,
    },
  };
};
