import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { findVenue, noPendingCreation, type RecordSubaccount, type Venue } from "@/lib/venues";
import { changeAccount } from "./change-account";

/** The venue that an account was opened for. Throws a VenueError where it has no settings. */
export const accountVenue = (
  db: Database,
  { venue }: Pick<typeof propAccounts.$inferSelect, "venue">,
): Venue => findVenue(db, venue, recordSubaccount(db));

/** Records a subaccount before the account is activated with it; of a closed account too. */
const recordSubaccount =
  (db: Database): RecordSubaccount =>
  (id, subaccount) =>
    inTransaction(db, (tx) =>
      changeAccount(tx, id, async () => {
        const rows = await tx
          .update(propAccounts)
          .set({ ...subaccount, ...noPendingCreation, provisioningError: null })
          .where(and(eq(propAccounts.id, id), isNull(propAccounts.subaccountId)))
          .returning({ id: propAccounts.id });
        return rows.length > 0;
      }),
    );
