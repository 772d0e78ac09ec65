import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { asNumber } from "./spec";

/**
 * The operations of a purchase. Found through the two logins that a purchase moves money between, whose
 * operations are indexed: `api_data` has no index that covers all operations.
 */
export const ofPurchase = (login: SQLWrapper, apiData: SQLWrapper, purchase: string): SQL =>
  sql`${login} = any(array(select unnest(array[payer_login, account_login]) from purchases where id = ${asNumber(purchase)}))
    and ${apiData} ->> 'purchase_id' = ${purchase}`;
