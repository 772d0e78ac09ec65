import { type SQL, sql } from "drizzle-orm";
import { emailKey } from "@/lib/core/email-address";
import type { Begun } from "../spec";

/**
 * The ids of the venue accounts of customers whose email address has a prefix, as an array. Both steps are arrays, so that
 * indexes are used however many customers there are.
 */
export const accountsOf = (start: string, begun: Begun): SQL =>
  sql`array(select id from venue_accounts where customer_id = any(array${begun(sql`id`, sql`customers`, sql`lower(email)`, emailKey(start))}))`;
