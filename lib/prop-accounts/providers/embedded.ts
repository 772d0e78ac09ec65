import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { once } from "@/db/prepare";
import { embeddedSubaccounts } from "@/db/schema";
import type { Subaccount, SubaccountProvider, SubaccountRequest } from "./port";

const given = sql.placeholder;
const known = eq(embeddedSubaccounts.requestKey, given("requestKey"));
const made = once((db) => db.select().from(embeddedSubaccounts).where(known).prepare("subaccount"));

/**
 * Makes one with the next number, where the request made none before. The entity's row is the lock: one
 * creation at a time, and what fails takes no number, so the counter has no gaps.
 */
const create = once((db) => {
  const counter = sql`
    insert into embedded_entities (address, next_subaccount_id)
    select ${given("entity")}, 1 where not exists (select from ${embeddedSubaccounts} where ${known})
    on conflict (address) do update set next_subaccount_id = embedded_entities.next_subaccount_id + 1
    returning address, next_subaccount_id - 1 as taken`;
  const subaccount = sql`
    insert into embedded_subaccounts (request_key, entity, subaccount_id, asset_class, account_size)
    select ${given("requestKey")}, address, taken, ${given("assetClass")}, ${given("accountSize")} from counter
    returning *`;
  return db
    .with(db.$with("counter", {}).as(counter), db.$with("embedded_subaccounts", {}).as(subaccount))
    .select()
    .from(embeddedSubaccounts)
    .prepare("create-subaccount");
});

/** The built-in venue: a counter per entity in our own database. */
export function embeddedProvider(db: Database, entity: string): SubaccountProvider {
  async function findSubaccount({ requestKey }: SubaccountRequest): Promise<Subaccount | null> {
    const [row] = await made(db).execute({ requestKey });
    return row ? view(row) : null;
  }
  return {
    name: "embedded",
    findSubaccount,
    async createSubaccount(request) {
      try {
        const [row] = await create(db).execute({ ...request, entity });
        if (row) return view(row);
      } catch (error) {
        // The same request made it at the same moment.
        if (violatedUnique(error) !== "embedded_subaccounts_pkey") throw error;
      }
      const before = await findSubaccount(request);
      if (!before) throw new Error("insert returned no row");
      return before;
    },
    // Nothing trades here but by the prop account's own status, which has changed already.
    setSuspended: async () => "done",
  };
}

function view(row: typeof embeddedSubaccounts.$inferSelect): Subaccount {
  const { entity, subaccountId, subaccountUuid } = row;
  return { entity, subaccountId, subaccountUuid, syntheticHotkey: `${entity}_${subaccountId}` };
}
