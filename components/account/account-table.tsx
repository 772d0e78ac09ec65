import { Fragment } from "react";
import table from "@/components/ui/table.module.css";
import type { ListedAccount } from "@/lib/accounts/schemas";
import { AccountRow } from "./account-row";
import classes from "./accounts.module.css";
import { PurchaseNote } from "./purchase-note";

interface Props {
  accounts: ListedAccount[];
  /** The id of a prop account that is marked as new. */
  newId?: string | null;
  supportEmail: string;
}

/** A trader's accounts: a table, on a phone one below the other. */
export function AccountTable({ accounts, newId = null, supportEmail }: Props) {
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className={table.number}>
              Size
            </th>
            <th scope="col" className={classes.phaseHead}>
              Type and phase
            </th>
            <th scope="col">Status</th>
            <th scope="col">Paid with</th>
            <th scope="col">Started</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((listed) => (
            <Fragment key={keyOf(listed)}>
              <AccountRow
                listed={listed}
                isNew={listed.kind === "prop-account" && listed.account.id === newId}
              />
              {listed.kind === "challenge" && (
                <PurchaseNote
                  purchase={listed.purchase}
                  hasChallenge={listed.challenge !== null}
                  supportEmail={supportEmail}
                />
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const keyOf = (listed: ListedAccount) =>
  listed.kind === "prop-account" ? listed.account.id : listed.purchase.id;
