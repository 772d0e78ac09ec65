import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { once } from "@/db/prepare";
import { embeddedSubaccounts } from "@/db/schema";
import type { Subaccount, SubaccountRequest, Venue } from "./port";

const param = sql.placeholder;
const hasRequestKey = eq(embeddedSubaccounts.requestKey, param("requestKey"));
const selectSubaccount = once((db) =>
  db.select().from(embeddedSubaccounts).where(hasRequestKey).prepare("subaccount"),
);

/**
 * Inserts a subaccount with the next number, unless the request has one. The entity's row is the lock: one
 * creation at a time, and a failed one takes no number, so the counter has no gaps.
 */
const insertSubaccount = once((db) => {
  const counter = sql`
    insert into embedded_entities (address, next_subaccount_id)
    select ${param("entity")}, 1 where not exists (select from ${embeddedSubaccounts} where ${hasRequestKey})
    on conflict (address) do update set next_subaccount_id = embedded_entities.next_subaccount_id + 1
    returning address, next_subaccount_id - 1 as subaccount_id`;
  const subaccount = sql`
    insert into embedded_subaccounts (request_key, entity, subaccount_id, asset_class, account_size)
    select ${param("requestKey")}, address, subaccount_id, ${param("assetClass")}, ${param("accountSize")} from counter
    returning *`;
  return db
    .with(db.$with("counter", {}).as(counter), db.$with("embedded_subaccounts", {}).as(subaccount))
    .select()
    .from(embeddedSubaccounts)
    .prepare("create-subaccount");
});

/** The built-in venue: a counter for each entity in our own database. */
export function embeddedVenue(db: Database, entity: string): Venue {
  async function findSubaccount({ requestKey }: SubaccountRequest): Promise<Subaccount | null> {
    const [row] = await selectSubaccount(db).execute({ requestKey });
    return row ? present(row) : null;
  }
  return {
    name: "embedded",
    findSubaccount,
    async createSubaccount(request) {
      try {
        const [row] = await insertSubaccount(db).execute({ ...request, entity });
        if (row) return present(row);
      } catch (error) {
        // The same request inserted it concurrently.
        if (violatedUnique(error) !== "embedded_subaccounts_pkey") throw error;
      }
      const existing = await findSubaccount(request);
      if (!existing) throw new Error("insert returned no row");
      return existing;
    },
    // Nothing is traded here but by the prop account's own status, which has changed already.
    setSuspended: async () => "done",
  };
}

function present(row: typeof embeddedSubaccounts.$inferSelect): Subaccount {
  const { entity, subaccountId, subaccountUuid } = row;
  return { entity, subaccountId, subaccountUuid, syntheticHotkey: `${entity}_${subaccountId}` };
}
