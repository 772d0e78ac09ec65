import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { tradingAccounts } from "@/db/schema";
import type { TradingResult, TradingServer } from "../port";
import { getAccount, listAccounts, listOperations, openAccount } from "./accounts";
import { archiveGroup, getGroups, listGroups, lockGroups, saveGroup } from "./groups";
import { setPassword, tradingPasswordFits } from "./passwords";
import { purchaseAtomically } from "./purchase-atomically";
import { submitOperation } from "./submit-operation";

/** The built-in trading server: accounts and a ledger in our own database. */
export function embeddedTradingServer(db: Database): TradingServer {
  return {
    getGroups: (names) => getGroups(db, names),
    listGroups: () => listGroups(db),
    lockGroups,
    saveGroup: (change, alongside) => saveGroup(db, change, alongside),
    archiveGroup: (group, alongside) => archiveGroup(db, group, alongside),
    getAccount: (login) => getAccount(db, login),
    listAccounts: (customerId, purpose) => listAccounts(db, customerId, purpose),
    listOperations: (login, limit, before) => listOperations(db, login, limit, before),
    openAccount: (request) => openAccount(db, request),
    submitOperation: (request) => submitOperation(db, request),
    setAccountEnabled: async (login, enabled) => {
      const changed = await db
        .update(tradingAccounts)
        .set({ enabled })
        .where(eq(tradingAccounts.login, login))
        .returning({ login: tradingAccounts.login });
      return accountResult(changed.length > 0);
    },
    setPassword: async (login, password, temporary) =>
      accountResult(await setPassword(db, login, password, temporary)),
    passwordFits: (login, password) => tradingPasswordFits(db, login, password),
    purchaseAtomically,
  };
}

const accountResult = (exists: boolean): TradingResult<object> =>
  exists
    ? { status: "accepted" }
    : { status: "rejected", code: "ACCOUNT_UNKNOWN", message: "Account not found." };
