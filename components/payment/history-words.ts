import { failureWords } from "@/lib/client/failure-words";
import { formatMoney } from "@/lib/money";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import type { Tone } from "../ui/status-words";

/** One thing that happened to a payment, as its trader reads it. */
export interface Happening {
  tone: Tone;
  title: string;
  detail?: string;
}

const CANCELED = "Canceled";

type Of<K extends PaymentChange["kind"]> = Extract<PaymentChange, { kind: K }>;
type Words = {
  [K in PaymentChange["kind"]]: (change: Of<K>, currency: string) => Happening | null;
};

const words: Words = {
  status: ({ from, to }) => statuses[to]?.(from) ?? null,
  failure: ({ reason }) => ({ tone: "red", title: "Not paid", detail: failureWords(reason) }),
  refund: ({ to, from, amount_cents }, currency) =>
    refunded(formatMoney(amount_cents, currency), from, to),
  dispute: ({ to, amount_cents }, currency) => disputed(formatMoney(amount_cents, currency), to),
  account: (change) => account(change),
  challenge: (change) => challenge(change),
  wallet: ({ login, amount_cents }, currency) => ({
    tone: amount_cents < 0 ? "grey" : "green",
    title: `${formatMoney(Math.abs(amount_cents), currency)} ${amount_cents < 0 ? "taken out of" : "credited to"} wallet ${login}`,
  }),
};

/**
 * What came of one moment, in plain words. Why something was canceled stands in the same line: it is no
 * second try that failed.
 */
export function happenings(changes: PaymentChange[], currency: string): Happening[] {
  const failure = changes.find((change) => change.kind === "failure");
  const canceled = changes.some((change) => change.kind === "status" && change.to === "canceled");
  if (!failure || !canceled) {
    return changes.flatMap((change) => happening(change, currency) ?? []);
  }
  const rest = changes.filter((change) => change !== failure);
  return happenings(rest, currency).map((told) =>
    told.title === CANCELED
      ? { ...told, detail: `${failureWords(failure.reason)} ${told.detail}` }
      : told,
  );
}

/** What a change means in plain words; null where another one of the same moment says it better. */
export function happening(change: PaymentChange, currency: string): Happening | null {
  // One entry of the table for each kind: the compiler can't see that they belong together.
  const tell = words[change.kind] as (change: PaymentChange, currency: string) => Happening | null;
  return tell(change, currency);
}

// Refunds and disputes are told by themselves; what they make of the status needs no second line.
const statuses: Record<string, (from: string) => Happening | null> = {
  processing: () => ({ tone: "grey", title: "Your bank is processing the payment" }),
  requires_action: () => ({ tone: "grey", title: "Your bank asked you to confirm" }),
  canceled: () => ({ tone: "grey", title: CANCELED, detail: "No money was taken." }),
  succeeded: paid,
  // Told of before the success itself: paid it was all the same.
  partially_refunded: paid,
  refunded: paid,
  disputed: paid,
};
function paid(from: string): Happening | null {
  return wasPaid(from) ? null : { tone: "green", title: "Paid" };
}
const wasPaid = (status: string) =>
  ["succeeded", "partially_refunded", "refunded", "disputed"].includes(status);

function refunded(amount: string, from: string | null, to: string): Happening | null {
  if (to === "failed") {
    return {
      tone: "red",
      title: `A refund of ${amount} didn't arrive`,
      detail: "Your bank returned it. We write to you to agree on another way to pay it.",
    };
  }
  if (to === "canceled") {
    return {
      tone: "red",
      title: `A refund of ${amount} was canceled`,
      detail: "It isn't on its way to you. If you still expect it, write to us.",
    };
  }
  if (to === "requires_action") {
    return {
      tone: "amber",
      title: `A refund of ${amount} waits for you`,
      detail: "Stripe, which handles our payments, emails you to ask where the money should go.",
    };
  }
  if (from !== null && to === "succeeded")
    return { tone: "grey", title: `${amount} left for your card` };
  return {
    tone: "grey",
    title: `${amount} refunded`,
    detail: "It goes back to the card that paid, usually within 5 to 10 days.",
  };
}

function disputed(amount: string, to: string): Happening {
  if (to.startsWith("warning_")) {
    return to === "warning_closed"
      ? { tone: "green", title: "Your bank's question is answered" }
      : {
          tone: "amber",
          title: "Your bank asked about this payment",
          detail: "Nothing is held for now.",
        };
  }
  switch (to) {
    case "won":
      return { tone: "green", title: "Dispute over: the payment stands" };
    case "lost":
      return {
        tone: "red",
        title: "Dispute over: your bank took the money back",
        detail: `${amount} went back to the card.`,
      };
    case "under_review":
      return { tone: "amber", title: "Your bank is looking at the dispute" };
    default:
      return {
        tone: "red",
        title: `${amount} disputed`,
        detail:
          "The payment was questioned at the bank that issued the card. Until it decides, the money is held.",
      };
  }
}

const closedBecause: Record<string, string> = {
  refunded: "The payment was refunded in full.",
  dispute_lost: "The bank took the payment back.",
  admin: "We closed it. Write to us if you don't know why.",
};

function account({ from, to, reason }: Of<"account">): Happening | null {
  switch (to) {
    case "provisioning":
      return from === null ? { tone: "grey", title: "Account is being created" } : null;
    case "active":
      return {
        tone: "green",
        title: from === "provisioning" ? "Account ready" : "Account active again",
      };
    case "suspended":
      return {
        tone: "amber",
        title: "Account suspended",
        detail: "It can't be traded until this is settled.",
      };
    case "provisioning_failed":
      return {
        tone: "amber",
        title: "Account takes longer than usual",
        detail: "One of us looks at it. There is nothing that you need to do.",
      };
    case "closed":
      return { tone: "grey", title: "Account closed", detail: closedBecause[reason ?? ""] };
    default:
      return null;
  }
}

function challenge({ challenge_id: id, to, reason }: Of<"challenge">): Happening | null {
  switch (to) {
    case "suspended":
      return {
        tone: "amber",
        title: `Challenge ${id} suspended`,
        detail: `This deposit paid for it and was ${reason === "deposit_refunded" ? "refunded" : "disputed"}. It goes on once the wallet owes nothing for it.`,
      };
    case "active":
      return { tone: "green", title: `Challenge ${id} goes on` };
    case "cancelled":
      return {
        tone: "red",
        title: `Challenge ${id} ended`,
        detail: "Its fee was returned to the wallet and repays what was charged back.",
      };
    default:
      return null;
  }
}
