import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { embeddedEntities, embeddedSubaccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Subaccount, SubaccountProvider } from "./port";

/** The built-in venue: a counter per entity in our own database. */
export function embeddedProvider(db: Database, entity: string): SubaccountProvider {
  return {
    name: "embedded",
    createSubaccount: ({ requestKey, assetClass, accountSize }) =>
      inTransaction(db, async (tx): Promise<Subaccount> => {
        await tx.insert(embeddedEntities).values({ address: entity }).onConflictDoNothing();
        // The entity's row is the lock: one creation at a time, so the counter has no gaps.
        const [counter] = await tx
          .select()
          .from(embeddedEntities)
          .where(eq(embeddedEntities.address, entity))
          .for("update");
        const [known] = await tx
          .select()
          .from(embeddedSubaccounts)
          .where(eq(embeddedSubaccounts.requestKey, requestKey));
        if (known) return view(known);
        if (!counter) throw new Error("insert returned no row");
        const subaccountId = counter.nextSubaccountId;
        const [made] = await tx
          .insert(embeddedSubaccounts)
          .values({ requestKey, entity, subaccountId, assetClass, accountSize })
          .returning();
        await tx
          .update(embeddedEntities)
          .set({ nextSubaccountId: sql`${embeddedEntities.nextSubaccountId} + 1` })
          .where(eq(embeddedEntities.address, entity));
        if (!made) throw new Error("insert returned no row");
        return view(made);
      }),
    async findSubaccount({ requestKey }) {
      const [known] = await db
        .select()
        .from(embeddedSubaccounts)
        .where(eq(embeddedSubaccounts.requestKey, requestKey));
      return known ? view(known) : null;
    },
    // Nothing trades here but by the prop account's own status, which has changed already.
    setSuspended: async () => "done",
  };
}

function view(row: typeof embeddedSubaccounts.$inferSelect): Subaccount {
  const { entity, subaccountId, subaccountUuid } = row;
  return { entity, subaccountId, subaccountUuid, syntheticHotkey: `${entity}_${subaccountId}` };
}
