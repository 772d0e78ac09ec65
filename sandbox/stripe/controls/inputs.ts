import { z } from "zod";
import { faultKinds } from "../faults";
import { deliveryModes } from "../webhooks/announcer";

/** A form field is text, a JSON field has its own type: both are accepted. */
const flag = z.union([z.boolean(), z.stringbool()]);
const integer = z.coerce.number().int();

export const noInput = z.strictObject({});

export const refundInput = z.strictObject({ amount: integer.positive().optional() });

export const disputeInput = z.strictObject({
  reason: z.string().optional(),
  inquiry: flag.default(false),
});

export const deliverInput = z.strictObject({ times: integer.min(1).max(100).default(1) });

export const deliveriesInput = z.strictObject({
  mode: z.enum(deliveryModes),
  delay_ms: integer.min(0).max(3_600_000).default(500),
});

export const releaseInput = z.strictObject({
  order: z
    .union([z.enum(["as_created", "reverse", "shuffle"]), z.array(z.string())])
    .default("as_created"),
});

export const faultsInput = z.strictObject({
  count: integer.min(1).max(10_000).default(1),
  kind: z.enum(faultKinds),
  path: z.string().default(""),
  method: z.enum(["GET", "POST", "DELETE"]).nullable().default(null),
  hang_ms: integer.min(0).max(600_000).default(30_000),
});
