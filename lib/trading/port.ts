import type { Transaction } from "@/db/client";
import type { operationReasons } from "./schemas";

/** How an account is meant: REAL money or DEMO money. The numbers are the trading server's own. */
export const accountMode = { demo: 0, real: 1 } as const;
export type AccountMode = (typeof accountMode)[keyof typeof accountMode];

/** What an account can pay with. */
export const available = ({
  balanceCents,
  debtCents,
}: Pick<TradingAccount, "balanceCents" | "debtCents">) => balanceCents - debtCents;

/** What a finance operation does to a balance. */
export const command = { in: 6, out: 8 } as const;

export type Reason = (typeof operationReasons)[number];

/** Terms that accounts share. Money in minor units of the currency (lower case). */
export interface AccountGroup {
  name: string;
  brand: string;
  mode: AccountMode;
  currency: string;
  leverage: number;
  defaultDepositCents: bigint;
  /** Nothing new is sold in it; what is in it goes on. */
  archived: boolean;
  /** Rises with each change: of two who edit at once, the later is refused. */
  version: number;
}

/** A group as whoever edits it sees it. */
export interface GroupRecord extends AccountGroup {
  /** Accounts were opened in it, so that its brand, mode and currency stay. */
  inUse: boolean;
}

export type GroupTerms = Omit<AccountGroup, "archived" | "version">;

/** A new group where the version is null. */
export interface GroupChange {
  terms: GroupTerms;
  version: number | null;
}

/**
 * Runs with an accepted change: in its transaction where the books are in our database, else right
 * after it. What it throws takes the change back where that is possible.
 */
export type Alongside = (
  tx: Transaction,
  change: { before: GroupRecord | null; after: GroupRecord },
) => Promise<void>;

export type ChangedGroup = Answer<{ group: GroupRecord }>;

export interface TradingAccount {
  login: number;
  customerId: number;
  /** A wallet is an account that isn't part of a challenge. */
  purpose: "wallet" | "challenge";
  group: string;
  brand: string;
  mode: AccountMode;
  currency: string;
  leverage: number;
  balanceCents: bigint;
  /** What was taken back after it had been spent; what comes in repays it first. */
  debtCents: bigint;
  enabled: boolean;
  mustChangePassword: boolean;
  createdAt: Date;
}

/** What the trading server keeps beside an operation for whoever reads its books. */
export type ApiData = Record<string, string | number | null>;

export interface OperationRequest {
  requestKey: string;
  login: number;
  /** Signed: positive in, negative out. Never 0. */
  amountCents: bigint;
  currency: string;
  reason: Reason;
  comment: string;
  apiData: ApiData;
  /** The order that this one takes back, in full. */
  reverses?: number;
  /** What the balance of a REAL account doesn't have becomes its debt, instead of a refusal. */
  mayOwe?: boolean;
}

export interface OpenAccountRequest {
  requestKey: string;
  customerId: number;
  group: string;
  purpose: TradingAccount["purpose"];
  /** A password that must be changed; without one the account has none. */
  temporaryPassword?: string;
}

export interface Refusal {
  outcome: "refused";
  code:
    | "NOT_ENOUGH_FUNDS"
    | "ACCOUNT_DISABLED"
    | "ACCOUNT_UNKNOWN"
    | "CURRENCY_MISMATCH"
    | "GROUP_UNKNOWN"
    | "GROUP_EXISTS"
    | "GROUP_CHANGED"
    | "GROUP_IN_USE"
    | "UNSUPPORTED"
    | "NOT_REVERSIBLE"
    | "REFUSED";
  message: string;
}

/** A definite answer. What throws, or doesn't answer in time, is an outcome that nobody knows. */
export type Answer<T> = ({ outcome: "accepted" } & T) | Refusal;

export type OpenedAccount = Answer<{
  account: TradingAccount;
  /** False where the request was known: the account keeps the password that it was opened with. */
  created: boolean;
}>;

export interface Operation {
  order: number;
  login: number;
  command: number;
  amountCents: bigint;
  balanceAfterCents: bigint;
  /** The part of the amount that became debt (positive) or repaid it (negative). */
  debtCents: bigint;
  currency: string;
  reason: string;
  comment: string;
  apiData: ApiData;
  reverses: number | null;
  reversedBy: number | null;
  createdAt: Date;
}

/**
 * Where accounts and balances live. Openings and operations carry a request key: the same key gets the
 * same answer, refusals of operations too, however often and from wherever it is asked.
 */
export interface TradingServer {
  /** The groups among these names that exist. */
  getGroups(names: string[]): Promise<AccountGroup[]>;
  /** All groups by name, archived ones too; null where they are managed at the server itself. */
  listGroups(): Promise<GroupRecord[] | null>;
  /**
   * The groups among these names, kept as they are until the transaction ends; null where they aren't in
   * our database: then nobody is asked within a transaction.
   */
  holdGroups(tx: Transaction, names: string[]): Promise<AccountGroup[] | null>;
  /** Makes or changes a group; what accounts in it were opened with stays. */
  saveGroup(change: GroupChange, alongside: Alongside): Promise<ChangedGroup>;
  archiveGroup(
    group: { name: string; version: number; archived: boolean },
    alongside: Alongside,
  ): Promise<ChangedGroup>;
  getAccount(login: number): Promise<TradingAccount | null>;
  /** A customer's accounts, by login; of one purpose where it is given. */
  listAccounts(customerId: number, purpose?: TradingAccount["purpose"]): Promise<TradingAccount[]>;
  /** An account's operations, newest first, below `before` where it is given. */
  listOperations(login: number, limit: number, before?: number): Promise<Operation[]>;
  openAccount(request: OpenAccountRequest): Promise<OpenedAccount>;
  submitOperation(request: OperationRequest): Promise<Answer<{ order: number }>>;
  /** Repeating it changes nothing. */
  setAccountEnabled(login: number, enabled: boolean): Promise<Answer<object>>;
  setPassword(login: number, password: string, temporary: boolean): Promise<Answer<object>>;
  passwordFits(login: number, password: string): Promise<boolean>;
}
