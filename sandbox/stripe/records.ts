import type Stripe from "stripe";
import type { CardOutcome } from "./test-cards";

/** The object of each event; the sandbox sends only these events. */
export type EventObjects = {
  "payment_intent.created": Stripe.PaymentIntent;
  "payment_intent.processing": Stripe.PaymentIntent;
  "payment_intent.requires_action": Stripe.PaymentIntent;
  "payment_intent.succeeded": Stripe.PaymentIntent;
  "payment_intent.payment_failed": Stripe.PaymentIntent;
  "payment_intent.canceled": Stripe.PaymentIntent;
  "charge.succeeded": Stripe.Charge;
  "charge.failed": Stripe.Charge;
  "charge.refunded": Stripe.Charge;
  "refund.created": Stripe.Refund;
  "refund.updated": Stripe.Refund;
  "refund.failed": Stripe.Refund;
  "charge.dispute.created": Stripe.Dispute;
  "charge.dispute.updated": Stripe.Dispute;
  "charge.dispute.closed": Stripe.Dispute;
};
export type EventType = keyof EventObjects;

/** An event as it is stored and sent. Its object is a copy that never changes. */
export type StoredEvent = Omit<Stripe.EventBase, "type" | "data"> & {
  type: EventType;
  data: {
    object: EventObjects[EventType];
    /** The old values of the changed fields. */
    previous_attributes?: object;
  };
};

/** The outcome of a payment method; stored beside it so that no card number is ever stored. */
export type MethodOutcome = { readonly id: string; readonly outcome: CardOutcome };

/** A webhook endpoint with its signing secret, which Stripe shows only when it is created. */
export type StoredEndpoint = Stripe.WebhookEndpoint & { secret: string };

/** An event that one endpoint hasn't acknowledged yet. Times are milliseconds since 1970. */
export type Delivery = {
  readonly id: string;
  readonly event: string;
  readonly endpoint: string;
  readonly created_at: number;
  readonly next_try_at: number;
  readonly tries: number;
  readonly held: boolean;
  readonly last_status: number | null;
  readonly last_error: string | null;
};

/** The saved result of the first request with an idempotency key. */
export type SavedResult = {
  readonly id: string;
  readonly endpoint: string;
  readonly params_hash: string;
  readonly created_at: number;
  readonly status: number;
  readonly body: object;
};

/** A refund that changes at a given time, as with Stripe's refund test cards. */
export type RefundTimer = {
  readonly id: string;
  readonly due_at: number;
  readonly becomes: "succeeded" | "failed";
};

/** Every table of the store, with the type of its objects. */
export type Records = {
  payment_intents: Stripe.PaymentIntent;
  payment_methods: Stripe.PaymentMethod;
  payment_method_outcomes: MethodOutcome;
  charges: Stripe.Charge;
  refunds: Stripe.Refund;
  refund_timers: RefundTimer;
  disputes: Stripe.Dispute;
  events: StoredEvent;
  webhook_endpoints: StoredEndpoint;
  deliveries: Delivery;
  saved_results: SavedResult;
};
export type Table = keyof Records;
