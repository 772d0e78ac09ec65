import { z } from "zod";
import { buyInput } from "@/lib/purchases/schemas";

/** When a process is killed at a step: before its request, after its effect, once that is recorded. */
export const moments = ["before", "after", "recorded"] as const;

/** A purchase to create or resume, which of its steps is rejected, and where its process is killed. */
export const crashPlan = z.object({
  work: z.union([
    z.object({ customer: z.number(), input: buyInput }),
    z.object({ purchase: z.number() }),
  ]),
  rejectedStep: z.string().optional(),
  /** Whether the trading server supports the atomic purchase; else the saga buys. */
  atomic: z.boolean().optional(),
  at: z.union([
    z.object({ step: z.string(), moment: z.enum(moments) }),
    z.object({ result: z.number() }),
  ]),
});
export type CrashPlan = z.output<typeof crashPlan>;
