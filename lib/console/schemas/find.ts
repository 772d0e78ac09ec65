import { z } from "zod";

/** The kinds of records that the search finds, in the order in which it shows them. */
export const recordKinds = [
  "customers",
  "payments",
  "accounts",
  "purchases",
  "wallets",
  "operations",
  "stripe-events",
  "deliveries",
  "webhook-endpoints",
  "apps",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** The results of one kind that are shown; the query reads one more, to know whether there are more. */
export const shownOfKind = 5;

/** The longest text that is searched for: the longest email address is shorter. */
export const maxFindLength = 300;

export const findQuery = z.strictObject({
  q: z.string().trim().min(1).max(maxFindLength).meta({
    description:
      "Any part of a customer's name or email, an ID (or its beginning or end), a login or number, the last four digits of a card, or an amount.",
  }),
});

/** Ids and numbers by which a record can be found besides its own. */
export const matchNames = [
  "payment_intent",
  "refund",
  "dispute",
  "card",
  "hotkey",
  "login",
  "order",
  "challenge",
  "event",
  "customer",
  "receipt",
] as const;

export const foundRecord = z.object({
  kind: z.enum(recordKinds).meta({ description: "The kind of record." }),
  id: z.string().meta({ description: "The ID or number." }),
  title: z.string().meta({ description: "What the record is about, such as a name or a product." }),
  customer_name: z.string().nullable().meta({ description: "The customer's name." }),
  customer_email: z.string().nullable().meta({ description: "The customer's email." }),
  status: z.string().nullable().meta({ description: "The status." }),
  amount_cents: z.number().int().nullable().meta({ description: "The amount in minor units." }),
  currency: z.string().nullable().meta({ description: "The amount's currency." }),
  created_at: z.iso.datetime().meta({ description: "When it was created." }),
  matched: z
    .object({
      by: z.enum(matchNames).meta({ description: "The kind of ID or number that matched." }),
      value: z.string().meta({ description: "The value that matched." }),
    })
    .nullable()
    .meta({
      description:
        "The ID or number that matched, if it isn't one of the other fields; null otherwise.",
    }),
});
export type FoundRecord = z.infer<typeof foundRecord>;

export const findResult = z.object({
  groups: z
    .array(
      z.object({
        kind: z.enum(recordKinds).meta({ description: "The kind of the records." }),
        records: z.array(foundRecord).meta({ description: "The best matches." }),
        has_more: z.boolean().meta({ description: "Whether more records of this kind match." }),
      }),
    )
    .meta({ description: "The matches, one group per kind." }),
});
export type FindResult = z.infer<typeof findResult>;
