import type { ActionName } from "@/lib/actions/schemas";
import type { Card } from "@/lib/core/card-label";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import type { DisputeView } from "@/lib/payments/schemas";
import type { CustomerView, EmailList } from "./customer";
import type { ColumnKind, ConsoleRow } from "./list-view";
import type { ListName } from "./lists";

/** A fact about a record. With an `id` it links to that record's page. */
export interface Fact {
  label: string;
  value: string | number | null;
  kind: ColumnKind;
  /** The currency, if the value is money. */
  currency?: string;
  /** Another page about it, such as its page at Stripe. */
  href?: string;
  /** For a `subject`: the audit action, which determines what kind of record it is. */
  action?: string;
}

/** What a step is about. */
export type StepSubject =
  | { kind: "titled"; title: string }
  | { kind: "webhook"; event: string }
  | { kind: "changes"; changes: PaymentChange[]; currency: string }
  | { kind: "action"; action: string }
  | { kind: "operation"; comment: string; reason: string; amount: number };

/** A step of a record's history: when, what, and the evidence for it. */
export interface DetailStep {
  id: string;
  at: string;
  /** What happened, as its title says it or as the page can put it into words. */
  what: StepSubject;
  /** Its name in the system that reported it: `charge.refunded`, `payment.refund`. */
  code: string | null;
  /** Its source: a system or a person. */
  source: string;
  /** The status that it led to, for the color of its dot. */
  status: string | null;
  /** Sentences shown below it. */
  notes: string[];
  /** What proves it, word by word: changed values, postings, responses. */
  evidence: string[];
  /** Ids that prove it. */
  ids: { label: string; id: string; list: ListName }[];
}

/** Rows of another list that belong to the record, and the list's filter that shows all of them. */
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

/** Initial values of an action's form. */
export interface OfferedAction {
  action: ActionName;
  /** The target, under the name that the action's input has for it. */
  input: Record<string, string | number | boolean | object>;
  /** The amount in minor units: the most that a refund may be, the balance of a wallet. */
  money?: Money;
  /** The fee in minor units that canceling a purchase returns, the wallet that gets it, and whether it has it already. */
  refund?: { cents: number; currency: string; login: number; isCanceled?: boolean };
  /** What the account's last event said, in minor units: the operator may correct it. */
  account?: {
    balance_cents: number;
    equity_cents: number;
    open_positions: number;
    currency: string;
  };
  /** The effect on this record, where the action's usual text doesn't say it. */
  text?: string;
  /** A note about this record that should be read before the action. */
  note?: string;
  /** What exactly will be done, line by line. */
  lines?: string[];
  /** Why it can't be done, and what to do instead. The form then has no confirm button. */
  problem?: string;
  /** Choices, and what each adds to the input. */
  choices?: { label: string; input: Record<string, string | number>; money?: Money }[];
  /** It is unknown whether the venue created something: the admin may confirm that it didn't. */
  isUnclear?: boolean;
}

/** The last comparison of a payment with Stripe. */
export interface StripeCheck {
  payment_id: string;
  /** Whether the page compares it when it is opened: Stripe may still change it. */
  is_automatic: boolean;
  has_payment_intent: boolean;
  /** When Stripe last responded. */
  checked_at: string | null;
  /** The newest step of the payment's history on the page; 0 if there is none. */
  last_step: number;
}

/** Another payment by the same customer for the same thing at the same price, paid within a day. */
export interface SameOrder {
  payment_id: string;
  status: string;
  paid_at: string;
}

/** What a call about a payment is usually about. Money in minor units. */
export interface PaymentSummary {
  payment_id: string;
  customer: { id: string; name: string | null; email: string };
  card: Card | null;
  created_at: string;
  paid_at: string | null;
  /** Stripe's code for why it was declined or canceled. */
  failure_reason: string | null;
  is_canceled: boolean;
  amount_cents: number;
  currency: string;
  /** What refunds and lost disputes have returned. */
  returned_cents: number;
  /** Its page in Stripe's dashboard; null for a stand-in. */
  stripe_url: string | null;
  emails: EmailList;
  /** The customer may have been charged twice. */
  same_orders: SameOrder[];
}

/** Everything that the console knows about one record. */
export interface DetailView {
  list: ListName;
  id: string;
  title: string;
  lead: string;
  status: string | null;
  /** What an operator should look at. */
  notice: string | null;
  /** Of a payment, or of the payment that bought an account. */
  disputes: DisputeView[];
  /** Groups of facts, each with its heading. */
  facts: { title: string; facts: Fact[] }[];
  /** Raw text as evidence, such as a payload. */
  evidence: { title: string; text: string }[];
  steps: DetailStep[];
  related: Related[];
  actions: OfferedAction[];
  /** Only for payments. */
  stripe_check: StripeCheck | null;
  payment: PaymentSummary | null;
  /** Only for customers. */
  customer: CustomerView | null;
}
