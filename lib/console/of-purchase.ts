import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { asNumber } from "./spec";

/**
 * The movements of a purchase. Found by the two logins that a purchase moves money of, whose operations
 * have an index: what is in `api_data` has none for all of them.
 */
export const ofPurchase = (login: SQLWrapper, apiData: SQLWrapper, purchase: string): SQL =>
  sql`${login} = any(array(select unnest(array[payer_login, account_login]) from purchases where id = ${asNumber(purchase)}))
    and ${apiData} ->> 'purchase_id' = ${purchase}`;
