import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/context";
import { isEmbedded } from "@/lib/env";
import { sendsMail } from "@/lib/mail";
import { listOwnSessions } from "./own-sessions";
import type { ProfileInput, ProfileView } from "./schemas";
import { countRecoveryCodes } from "./second-factor";

/** Who the customer is to us, and what guards their account. */
export async function readProfile(ctx: Context): Promise<ProfileView> {
  const { id, publicId, email, name, role, emailVerified, secondFactor } = requireCustomer(ctx);
  const [sessions, left] = await Promise.all([
    listOwnSessions(ctx),
    secondFactor ? countRecoveryCodes(ctx.db, id) : 0,
  ]);
  return {
    user_id: publicId,
    email,
    name,
    email_verified: emailVerified,
    sends_mail: sendsMail(),
    second_factor: {
      on: secondFactor,
      required: role === "admin" && !isEmbedded(),
      recovery_codes_left: left,
    },
    sessions,
  };
}

/** Changes what the customer is called. */
export async function editProfile(ctx: Context, { name }: ProfileInput): Promise<void> {
  const me = requireCustomer(ctx);
  await ctx.db.update(customers).set({ name }).where(eq(customers.id, me.id));
}
