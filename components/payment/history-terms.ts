import type { PaymentChange } from "@/lib/payment-history/schemas";
import type { Tone } from "../ui/status-labels";

/** One entry of a payment's history, as its trader reads it. */
export interface HistoryEntry {
  tone: Tone;
  title: string;
  detail?: string;
  /** Whether it goes on until the next entry. */
  isOngoing?: true;
}

/** Who reads the history: the customer, or an admin. */
export type Reader = "customer" | "admin";

/** What the readers call the same things. */
export const terms = {
  customer: {
    bank: "Your bank",
    customer: "you",
    their: "your",
    card: "your card",
    setupFailed: "Account setup delayed",
    // To the customer the delay goes on.
    setupRestarted: null,
  },
  admin: {
    bank: "The bank",
    customer: "the customer",
    their: "the customer’s",
    card: "the card",
    setupFailed: "Account setup failed",
    setupRestarted: "Account setup restarted",
  },
} satisfies Record<Reader, object>;
export type Terms = (typeof terms)[Reader];

/** A change of one kind. */
export type ChangeOf<K extends PaymentChange["kind"]> = Extract<PaymentChange, { kind: K }>;
