import { z } from "zod";
import { intentStatuses } from "../schemas";

// PostgreSQL's text can't hold U+0000.
const text = z
  .string()
  .min(1)
  .regex(/^[^\0]*$/, "contains a character that can't be stored");
const id = z.string().regex(/^\w{1,255}$/, "isn't a Stripe ID");
/** An object's id, the whole object, or nothing. */
const reference = z.union([id, z.looseObject({ id })], "expected an ID or an object").nullish();
const amount = z.int().min(0);
// At most what a JavaScript Date holds, in seconds.
const time = z.int().min(0).max(8.64e12);

const intent = z.looseObject({
  id,
  amount,
  amount_received: amount,
  currency: text,
  livemode: z.boolean(),
  status: z.enum(intentStatuses),
  metadata: z.looseObject({ payment_id: text.nullish() }),
  cancellation_reason: text.nullish(),
  latest_charge: z
    .union([z.string(), z.looseObject({ created: time })], "expected an ID or a charge")
    .nullish(),
  last_payment_error: z
    .looseObject({ type: text, code: text.nullish(), decline_code: text.nullish() })
    .nullish(),
});
const charge = z.looseObject({ object: z.literal("charge"), payment_intent: reference });
const succeededCharge = charge.extend({
  payment_method_details: z.looseObject({ card: z.looseObject({}).nullish() }).nullish(),
});
const refund = z.looseObject({
  object: z.literal("refund"),
  id,
  amount: amount.min(1),
  status: text.nullish(),
  payment_intent: reference,
});
const dispute = z.looseObject({
  id,
  amount,
  reason: text,
  status: text,
  payment_intent: reference,
  evidence_details: z.looseObject({ due_by: time.nullish() }).nullish(),
});

/** The fields that are read of each type of event that `factsOf` handles. */
const objects: Readonly<Record<string, z.ZodType>> = {
  "payment_intent.processing": intent,
  "payment_intent.succeeded": intent,
  "payment_intent.payment_failed": intent,
  "payment_intent.canceled": intent,
  "charge.succeeded": succeededCharge,
  "charge.refunded": charge,
  "charge.refund.updated": refund,
  "refund.created": refund,
  "refund.updated": refund,
  "refund.failed": refund,
  "charge.dispute.created": dispute,
  "charge.dispute.updated": dispute,
  "charge.dispute.closed": dispute,
};

/**
 * The reason why an event is malformed: the field that is missing or has a wrong value, without the value. Null
 * for a well-formed event, and for a type that isn't handled.
 */
export function malformedReason(event: { type: string; [field: string]: unknown }): string | null {
  const object = Object.hasOwn(objects, event.type) ? objects[event.type] : undefined;
  if (!object) return null;
  const form = z.looseObject({ created: time, data: z.looseObject({ object }) });
  const [issue] = form.safeParse(event).error?.issues ?? [];
  if (!issue) return null;
  return `malformed, at ${issue.path.join(".")}: ${issue.message.replace("Invalid input: ", "")}`;
}
