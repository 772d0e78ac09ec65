import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { customers, sessions } from "@/db/schema";
import type { Context } from "@/lib/context";
import { inetOf } from "@/lib/http/network";

export interface KnownFrom {
  device: boolean;
  address: boolean;
}

/**
 * Whether the customer with an email address has signed in before from the device (by its cookie) or the
 * address that asks now. Sessions say so, until a month after they expired. Those that came through an app
 * don't count, since their address is the app's server, and neither do those that had ended when the address
 * was verified: a reset of the password ends all, and what was signed in before it may have been a stranger.
 */
export async function knownFrom(ctx: Context, email: string): Promise<KnownFrom> {
  const unknown = { device: false, address: false };
  const network = inetOf(ctx.ip);
  if (ctx.app || (!network && !ctx.device)) return unknown;
  const isDevice = sql<boolean>`coalesce(bool_or(${sessions.deviceHash} = ${ctx.device}), false)`;
  const isAddress = sql<boolean>`coalesce(bool_or(case when ${sessions.ip} ~ '^[0-9a-f.:]+$' then ${sessions.ip}::inet <<= ${network}::inet end), false)`;
  const mayBeTheirs = or(
    isNull(sessions.revokedAt),
    isNull(customers.emailVerifiedAt),
    gt(sessions.revokedAt, customers.emailVerifiedAt),
  );
  const [found] = await ctx.db
    .select({ device: isDevice, address: isAddress })
    .from(sessions)
    .innerJoin(customers, eq(customers.id, sessions.customerId))
    .where(and(sql`lower(${customers.email}) = ${email}`, isNull(sessions.appId), mayBeTheirs));
  return found ?? unknown;
}
