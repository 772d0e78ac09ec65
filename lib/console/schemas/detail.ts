import type { ActionName } from "@/lib/actions/schemas";
import type { ColumnKind, ConsoleRow } from "./list-view";
import type { ListName } from "./lists";

/** A fact about a thing. An `id` leads to its own page where it has one. */
export interface Fact {
  label: string;
  value: string | number | null;
  kind: ColumnKind;
  /** What money is in. */
  currency?: string;
  /** Where it stands outside: at Stripe. */
  href?: string;
  /** Of a `subject`: what was done to it, which says what kind of thing it is. */
  action?: string;
}

/** Something that came about: when, what, and the evidence for it. */
export interface DetailStep {
  id: string;
  at: string;
  /** In a few words: "charge.refunded", "account active". */
  what: string;
  /** Who or what it came from. */
  source: string;
  /** Status that it led to, for the colour of its dot. */
  status: string | null;
  /** Sentences below it. */
  notes: string[];
  /** Ids that it is proven by. */
  ids: { label: string; id: string; list: ListName }[];
}

/** Rows of another list that belong to it, and the list's filter that shows all of them. */
export interface Related {
  title: string;
  list: ListName;
  rows: ConsoleRow[];
  filter: Record<string, string>;
  hasMore: boolean;
}

interface Money {
  most_cents: number | null;
  currency: string;
}

/** What an action's form starts with. */
export interface OfferedAction {
  action: ActionName;
  /** What it is done to, as its input names it. */
  input: Record<string, string | number | boolean>;
  /** Money that it is about, in minor units: the most that a refund may be, what a wallet holds. */
  money?: Money;
  /** What should be known of this thing before it is done. */
  note?: string;
  /** What one may choose from, and what each adds to the input. */
  choices?: { label: string; input: Record<string, string | number>; money?: Money }[];
  /** Nobody knows whether the venue made something: the admin may vouch that it didn't. */
  isUnclear?: boolean;
}

/** How a payment was last compared with Stripe. */
export interface StripeCheck {
  payment_id: string;
  /** Whether the page checks it when it is opened: Stripe may still change it. */
  is_automatic: boolean;
  has_payment_intent: boolean;
  /** When Stripe last responded. */
  checked_at: string | null;
  /** The newest step of the payment's history that the page shows; 0 where there is none. */
  last_step: number;
}

/** All that the console knows of one thing. */
export interface DetailView {
  list: ListName;
  id: string;
  title: string;
  lead: string;
  status: string | null;
  /** What a person should look at. */
  notice: string | null;
  /** Groups of facts, each with its heading. */
  facts: { title: string; facts: Fact[] }[];
  /** Raw text that is part of the evidence, such as a payload. */
  evidence: { title: string; text: string }[];
  steps: DetailStep[];
  related: Related[];
  actions: OfferedAction[];
  /** Of a payment. */
  stripe_check: StripeCheck | null;
}
