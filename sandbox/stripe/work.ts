import type { EventObjects, EventType } from "./records";
import type { Store } from "./store";

/** Stores an event about an object as it is now, and queues it for the webhook endpoints. */
export type Emit = <Type extends EventType>(
  type: Type,
  object: EventObjects[Type],
  previous?: Partial<EventObjects[Type]>,
) => void;

/** What an operation works with. Times are milliseconds since 1970. */
export type Work = {
  readonly store: Store;
  readonly emit: Emit;
  readonly now: () => number;
  /** Lets a refund change by itself a little later, as Stripe's refund test cards do. */
  readonly settleRefundLater: (refund: string, becomes: "succeeded" | "failed") => void;
};

/** The present time as Stripe writes it, in seconds. */
export function seconds(work: Pick<Work, "now">): number {
  return Math.floor(work.now() / 1000);
}
