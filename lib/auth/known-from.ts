import { and, eq, isNull, sql } from "drizzle-orm";
import { customers, sessions } from "@/db/schema";
import type { Context } from "@/lib/context";
import { inetOf } from "@/lib/http/network";

export interface KnownFrom {
  device: boolean;
  address: boolean;
}

/**
 * Whether the customer with an email address has signed in before from the device (by its cookie) or the
 * address that asks now. Sessions say so, until a month after they expired; those that came through an app
 * don't count, since their address is the app's server.
 */
export async function knownFrom(ctx: Context, email: string): Promise<KnownFrom> {
  const unknown = { device: false, address: false };
  const network = inetOf(ctx.ip);
  if (ctx.app || (!network && !ctx.device)) return unknown;
  const isDevice = sql<boolean>`coalesce(bool_or(${sessions.deviceHash} = ${ctx.device}), false)`;
  const isAddress = sql<boolean>`coalesce(bool_or(case when ${sessions.ip} ~ '^[0-9a-f.:]+$' then ${sessions.ip}::inet <<= ${network}::inet end), false)`;
  const [found] = await ctx.db
    .select({ device: isDevice, address: isAddress })
    .from(sessions)
    .innerJoin(customers, eq(customers.id, sessions.customerId))
    .where(and(sql`lower(${customers.email}) = ${email}`, isNull(sessions.appId)));
  return found ?? unknown;
}
