import fc from "fast-check";
import { backwardSteps } from "@/lib/challenges/backward";
import { forwardSteps } from "@/lib/challenges/forward";
import type { Fault } from "../trading";

/** Which step's request goes wrong for whoever does something, and how. */
export type Faults = [step: string, fault: Fault][];

/** What can happen to a trader's purchases; numbers choose among what there is. */
export type Action =
  | { do: "buy"; program: number; wallet: number; key: string | null; faults: Faults }
  | { do: "retry"; purchase: number; faults: Faults }
  | { do: "cancel"; purchase: number }
  | { do: "resume"; purchase: number; faults: Faults }
  | { do: "work off" }
  | { do: "let time pass" }
  | { do: "deposit"; wallet: number; cents: number }
  | { do: "enable"; wallet: number; enabled: boolean }
  | { do: "refuse challenges"; program: number; refused: boolean };

/** The steps that are requests to the trading server. */
export const steps = [...forwardSteps, ...backwardSteps]
  .map(({ name }) => name)
  .filter((name) => name !== "challenge");
const fault = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Fault>("refuse") },
  { weight: 2, arbitrary: fc.constant<Fault>("cut-before") },
  { weight: 2, arbitrary: fc.constant<Fault>("cut-after") },
  { weight: 1, arbitrary: fc.constant<Fault>("hang") },
);
const faults: fc.Arbitrary<Faults> = fc.array(fc.tuple(fc.constantFrom(...steps), fault), {
  maxLength: 3,
});

const one = fc.nat(5);
const its = <D extends string>(name: D) => fc.constant(name);
const key = fc.option(fc.constantFrom("a", "b", "c"));
const buy = fc.record({
  do: its("buy"),
  program: one,
  wallet: one,
  key,
  faults,
});
const cents = fc.integer({ min: 1, max: 60_000 });

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: buy },
  { weight: 4, arbitrary: fc.record({ do: its("retry"), purchase: one, faults }) },
  { weight: 1, arbitrary: fc.record({ do: its("cancel"), purchase: one }) },
  { weight: 3, arbitrary: fc.record({ do: its("resume"), purchase: one, faults }) },
  { weight: 1, arbitrary: fc.record({ do: its("work off") }) },
  { weight: 2, arbitrary: fc.record({ do: its("let time pass") }) },
  { weight: 2, arbitrary: fc.record({ do: its("deposit"), wallet: one, cents }) },
  { weight: 1, arbitrary: fc.record({ do: its("enable"), wallet: one, enabled: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: its("refuse challenges"),
      program: one,
      refused: fc.boolean(),
    }),
  },
);

/**
 * Programs, wallets, purchases whose process ended before it asked for anything, and what happens
 * then: one group of actions after the other, those of a group at once.
 */
export const story = fc.record({
  programs: fc.array(
    fc.record({
      priceCents: fc.oneof(fc.constant(0), fc.integer({ min: 50, max: 50_000 })),
      depositCents: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10_000_000 })),
      steps: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  wallets: fc.array(fc.integer({ min: 0, max: 120_000 }), { minLength: 1, maxLength: 3 }),
  abandoned: fc.array(fc.record({ program: one, wallet: one, key }), { maxLength: 2 }),
  groups: fc.array(fc.array(action, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
  }),
});
export type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;
