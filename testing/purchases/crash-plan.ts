import { z } from "zod";
import { buyInput } from "@/lib/challenges/schemas";

/** Where a step can be overtaken: before its request, after its effect, once that is recorded. */
export const moments = ["before", "after", "recorded"] as const;

/** A purchase to be made or resumed, which step is refused to it, and where it is overtaken. */
export const crashPlan = z.object({
  work: z.union([
    z.object({ customer: z.number(), input: buyInput }),
    z.object({ purchase: z.number() }),
  ]),
  refuse: z.string().optional(),
  /** Whether it may be bought in one statement, as at the embedded server; else step by step. */
  atOnce: z.boolean().optional(),
  at: z.union([
    z.object({ step: z.string(), moment: z.enum(moments) }),
    z.object({ answer: z.number() }),
  ]),
});
export type CrashPlan = z.output<typeof crashPlan>;
