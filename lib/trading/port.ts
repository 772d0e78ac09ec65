import type { SQL } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import type { challenges, purchases } from "@/db/schema";
import type { operationReasons } from "./schemas";

/** Whether an account holds REAL or DEMO money. The numbers are the trading server's. */
export const accountMode = { demo: 0, real: 1 } as const;
export type AccountMode = (typeof accountMode)[keyof typeof accountMode];

/** An account's money. */
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
  /** Nothing new is sold in it; its accounts stay open. */
  archived: boolean;
  /** Rises with each change, so that a concurrent edit is rejected. */
  version: number;
}

/** A group as an operator edits it. */
export interface GroupRecord extends AccountGroup {
  /** Accounts were opened in it, so its brand, mode and currency can't change. */
  inUse: boolean;
}

export type GroupTerms = Omit<AccountGroup, "archived" | "version">;

/** A change of a group; a new group if the version is null. */
export interface GroupChange {
  terms: GroupTerms;
  version: number | null;
}

/**
 * Runs with an accepted change: in its transaction if the ledger is in our database, else right after it. If it
 * throws, the transaction is rolled back.
 */
export type Alongside = (
  tx: Transaction,
  change: { before: GroupRecord | null; after: GroupRecord },
) => Promise<void>;

export type ChangedGroup = TradingResult<{ group: GroupRecord }>;

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
  /** Money that was refunded or disputed after it had been spent; deposits repay it first. */
  debtCents: bigint;
  enabled: boolean;
  mustChangePassword: boolean;
  createdAt: Date;
}

/** Stored beside an operation at the trading server. */
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
  /** The operation that this one reverses, in full. */
  reverses?: number;
  /**
   * If the balance of a REAL account is too low, the rest becomes debt and the operation isn't rejected. Money that comes in
   * repays debt. A server whose wallets can't owe rejects these operations: it can't sell programs by card.
   */
  mayOwe?: boolean;
}

export interface OpenAccountRequest {
  requestKey: string;
  customerId: number;
  group: string;
  purpose: TradingAccount["purpose"];
  /** A password that must be changed; without one the account has no password. */
  temporaryPassword?: string;
}

/** What a buyer agreed to, and from where. */
export interface Consent {
  /** The version of the terms; null for the one in effect. */
  termsVersion: string | null;
  ip: string;
  userAgent: string;
}

/** A checked purchase with the values that are stored of it. */
export interface AtomicPurchaseRequest {
  customerId: number;
  payerLogin: number;
  /** The fee, in minor units of the currency (lower case). */
  priceCents: bigint;
  currency: string;
  /** The group of the account, and all groups that the program's rules were read from. */
  group: AccountGroup;
  groups: AccountGroup[];
  temporaryPassword: string;
  programId: number;
  /** The rules of the challenge, as they are stored. */
  rules: object;
  idempotencyKey: string | null;
  /** The card payment that pays the fee through the wallet; null if the wallet's own money does. */
  paymentId: string | null;
  /** Stored beside both operations; the purchase, the account and the operation's name are added. */
  apiData: ApiData;
  consent: Consent;
  /** The kind of the email to queue about the purchase, or null for none. */
  email: string | null;
}

/** A condition that is read in the same statement; a constant text, whose placeholders are `params`. */
export interface PurchaseCondition {
  /** Of the prepared statement: one for each condition. */
  name: string;
  sql: SQL;
  params: Record<string, unknown>;
}

export interface AtomicPurchase {
  purchase: Omit<typeof purchases.$inferSelect, "program">;
  challenge: typeof challenges.$inferSelect;
  account: TradingAccount;
}

export interface Rejection {
  status: "rejected";
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

/** A definite result. If a call throws or times out, its result is unknown. */
export type TradingResult<T> = ({ status: "accepted" } & T) | Rejection;

export type OpenedAccount = TradingResult<{
  account: TradingAccount;
  /** False if the request key was used before: the account keeps its password. */
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
 * Where accounts and balances are. Openings and operations carry a request key: the same key has the same result,
 * rejections of operations too, however often it is sent.
 */
export interface TradingServer {
  /** The groups with these names that exist. */
  getGroups(names: string[]): Promise<AccountGroup[]>;
  /** All groups by name, archived ones too; null if they are managed at the server itself. */
  listGroups(): Promise<GroupRecord[] | null>;
  /**
   * The groups among these names, locked until the transaction ends; null if they aren't in our database, since
   * no request is made within a transaction.
   */
  lockGroups(tx: Transaction, names: string[]): Promise<AccountGroup[] | null>;
  /** Creates or changes a group; accounts in it stay as they were opened. */
  saveGroup(change: GroupChange, alongside: Alongside): Promise<ChangedGroup>;
  archiveGroup(
    group: { name: string; version: number; archived: boolean },
    alongside: Alongside,
  ): Promise<ChangedGroup>;
  getAccount(login: number): Promise<TradingAccount | null>;
  /** A customer's accounts, by login; only those of `purpose` if given. */
  listAccounts(customerId: number, purpose?: TradingAccount["purpose"]): Promise<TradingAccount[]>;
  /** An account's operations, newest first, below `before` if given. */
  listOperations(login: number, limit: number, before?: number): Promise<Operation[]>;
  openAccount(request: OpenAccountRequest): Promise<OpenedAccount>;
  submitOperation(request: OperationRequest): Promise<TradingResult<{ order: number }>>;
  /** Repeating it changes nothing. */
  setAccountEnabled(login: number, enabled: boolean): Promise<TradingResult<object>>;
  setPassword(login: number, password: string, temporary: boolean): Promise<TradingResult<object>>;
  passwordFits(login: number, password: string): Promise<boolean>;
  /**
   * Buys a challenge as one change, in one statement of `db`: only a server whose ledger is in our database can. It
   * books the fee, opens the account with its initial balance and records the purchase and its challenge. Without
   * this method the saga buys; leave it out for a server that has requests of its own in between.
   *
   * @returns null, and nothing is written, if the wallet can't pay, or the key, the groups or the condition aren't as
   *   the request says.
   * @throws what the database rejects. If the response is lost, the result is unknown.
   */
  purchaseAtomically?(
    db: Executor,
    request: AtomicPurchaseRequest,
    condition: PurchaseCondition,
  ): Promise<AtomicPurchase | null>;
}
