import { z } from "zod";
import type { TierPhase } from "@/lib/catalog/schemas";
import type { ChallengeView, PurchaseView } from "@/lib/challenges/schemas";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";

/** The most characters of a search. */
export const maxAccountSearch = 100;

/** Which accounts are listed: those that aren't over, or those that are. */
export const accountStates = ["active", "ended"] as const;
export type AccountState = (typeof accountStates)[number];

/** The positions of a page's last prop account and last purchase, as a text: `prop_…~12`, either may be missing. */
const cursor = z
  .string()
  .regex(/^(prop_[0-9a-f]{32})?~([1-9]\d{0,8})?$/)
  .transform((text) => {
    const [account, purchase] = text.split("~");
    return { account: account || null, purchase: purchase ? Number(purchase) : null };
  });

/** The query of the list. A value that doesn't fit counts as absent. */
export const accountsQuery = z.object({
  state: z.enum(accountStates).optional().catch(undefined),
  /** A part of a name, an id, an account key or a login. */
  q: z
    .string()
    .trim()
    .min(1)
    .max(maxAccountSearch)
    .regex(/^\P{Cc}*$/u)
    .optional()
    .catch(undefined),
  cursor: cursor.optional().catch(undefined),
});
export type AccountsQuery = z.output<typeof accountsQuery>;

/** What an account was paid with. A free account is a demo or a trial; the firm grants others. */
export type PaidWith = "card" | "wallet" | "free" | "granted";

/** A prop account of the list. */
export interface ListedPropAccount {
  kind: "prop-account";
  paidWith: PaidWith;
  account: PropAccountView;
}

/** A challenge of the list, or a purchase that has none (yet). */
export interface ListedChallenge {
  kind: "challenge";
  paidWith: PaidWith;
  purchase: PurchaseView;
  challenge: ChallengeView | null;
  /** The phases of the program at the time of purchase, in order: 0 evaluation, 1 funded. */
  phases: { phase_type: 0 | 1 }[];
  /** The initial balance of the first phase, in units of its currency. */
  size: number;
  currency: string;
}

export type ListedAccount = ListedPropAccount | ListedChallenge;

/** A page of the list, newest first. */
export interface AccountsPage {
  rows: ListedAccount[];
  /** The `cursor` of the next page; null on the last. */
  nextCursor: string | null;
}

/** How many accounts a customer has. */
export interface AccountCounts {
  active: number;
  ended: number;
}

/** A phase of a prop account, with its rules in full. */
export interface AccountPhase extends TierPhase {
  /** In units of the currency. */
  initial_balance: number;
  currency: string;
}
