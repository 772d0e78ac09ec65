import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { customers, sessions } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { inetOf } from "@/lib/http/network";

/** By what a caller is recognized as a customer who has signed in before. */
export interface Recognition {
  device: boolean;
  address: boolean;
}

/**
 * Whether the customer with an email address has signed in before from the caller's device (by its cookie) or network.
 * Sessions tell, until a month after they expired. Sessions of an app don't count, since their address is the app's
 * server. Neither do sessions that had ended when the email address was verified: a password reset ends all sessions,
 * and those before it may be a stranger's.
 */
export async function recognizeCaller(ctx: Context, email: string): Promise<Recognition> {
  const unrecognized = { device: false, address: false };
  const network = inetOf(ctx.ip);
  if (ctx.app || (!network && !ctx.device)) return unrecognized;
  const isDevice = sql<boolean>`coalesce(bool_or(${sessions.deviceHash} = ${ctx.device}), false)`;
  const isAddress = sql<boolean>`coalesce(bool_or(case when ${sessions.ip} ~ '^[0-9a-f.:]+$' then ${sessions.ip}::inet <<= ${network}::inet end), false)`;
  const mayBeTheirs = or(
    isNull(sessions.revokedAt),
    isNull(customers.emailVerifiedAt),
    gt(sessions.revokedAt, customers.emailVerifiedAt),
  );
  const [recognition] = await ctx.db
    .select({ device: isDevice, address: isAddress })
    .from(sessions)
    .innerJoin(customers, eq(customers.id, sessions.customerId))
    .where(and(sql`lower(${customers.email}) = ${email}`, isNull(sessions.appId), mayBeTheirs));
  return recognition ?? unrecognized;
}
