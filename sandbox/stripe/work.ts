import type { EventObjects, EventType } from "./records";
import type { Store } from "./store";

/** Stores an event about an object as it is now, and queues it for the webhook endpoints. */
export type Emit = <Type extends EventType>(
  type: Type,
  object: EventObjects[Type],
  previous?: Partial<EventObjects[Type]>,
) => void;

/** The context of an operation. Times are milliseconds since 1970. */
export type Work = {
  readonly store: Store;
  readonly emit: Emit;
  readonly now: () => number;
  /** Changes a refund by itself a little later, as Stripe's refund test cards do. */
  readonly settleRefundLater: (refund: string, becomes: "succeeded" | "failed") => void;
};

/** The present time in Stripe's form, in seconds. */
export function seconds(work: Pick<Work, "now">): number {
  return Math.floor(work.now() / 1000);
}
