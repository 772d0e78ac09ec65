import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import { isEmbedded } from "@/lib/core/env";
import { isEmailEnabled } from "@/lib/mail";
import { listOwnSessions } from "./own-sessions";
import type { ProfileInput, ProfileView } from "./schemas";
import { countRecoveryCodes } from "./second-factor";

/** The profile of the calling customer: their account and how it is protected. */
export async function readProfile(ctx: Context): Promise<ProfileView> {
  const caller = requireCustomer(ctx);
  const { id, publicId, email, name, role, emailVerified, timeZone, secondFactor } = caller;
  const [sessions, recoveryCodesLeft] = await Promise.all([
    listOwnSessions(ctx),
    secondFactor ? countRecoveryCodes(ctx.db, id) : 0,
  ]);
  return {
    user_id: publicId,
    email,
    name,
    role,
    email_verified: emailVerified,
    time_zone: timeZone,
    sends_mail: isEmailEnabled(),
    second_factor: {
      on: secondFactor,
      required: role === "admin" && !isEmbedded(),
      recovery_codes_left: recoveryCodesLeft,
    },
    sessions,
  };
}

/** Changes the name and the time zone of the calling customer; what isn't given stays. */
export async function editProfile(ctx: Context, input: ProfileInput): Promise<void> {
  const caller = requireCustomer(ctx);
  const { name, time_zone: timeZone } = input;
  await ctx.db.update(customers).set({ name, timeZone }).where(eq(customers.id, caller.id));
}
