import { z } from "zod";

const subaccount = z.object({
  subaccount_id: z.number().int().min(0),
  subaccount_uuid: z.string().min(1).max(200),
  synthetic_hotkey: z.string().min(1).max(200),
});

/** The response to a creation. Fields beyond the subaccount's names are the gateway's own. */
export const creationResponse = z.object({
  status: z.string(),
  subaccount: subaccount.extend({
    asset_class: z.string().optional(),
    account_size: z.number().optional(),
  }),
});

const listedSubaccount = subaccount.extend({
  asset_class: z.string(),
  account_size: z.number(),
  status: z.string(),
});

/** The entity's list. One row that can't be read makes all of it unusable: it could be the one looked for. */
export const listResponse = z.object({ subaccounts: z.array(listedSubaccount) });

/** The message of an error response, in whichever field the gateway puts it. */
export const errorResponse = z.union([
  z.object({ message: z.string().min(1) }).transform(({ message }) => message),
  z.object({ error: z.string().min(1) }).transform(({ error }) => error),
  z.object({ detail: z.string().min(1) }).transform(({ detail }) => detail),
]);

export type CreatedSubaccount = z.output<typeof creationResponse>["subaccount"];
export type ListedSubaccount = z.output<typeof listedSubaccount>;
