import fc from "fast-check";
import { compensations } from "@/lib/purchases/saga/compensations";
import { steps as sagaSteps } from "@/lib/purchases/saga/steps";
import type { Fault } from "../faults/trading-server";

/** The faults of one action: at which step, and which. */
export type Faults = [step: string, fault: Fault][];

/** What can happen to a trader's purchases. Numbers are indexes into the programs, wallets and purchases that exist. */
export type Action =
  | { do: "buy"; program: number; wallet: number; key: string | null; faults: Faults }
  | { do: "retry"; purchase: number; faults: Faults }
  | { do: "cancel"; purchase: number }
  | { do: "resume"; purchase: number; faults: Faults }
  | { do: "work off" }
  | { do: "let time pass" }
  | { do: "deposit"; wallet: number; cents: number }
  | { do: "enable"; wallet: number; enabled: boolean }
  | { do: "reject challenges"; program: number; rejected: boolean };

/** The steps that are requests to the trading server. */
export const requestSteps = [...sagaSteps, ...compensations]
  .map(({ name }) => name)
  .filter((name) => name !== "challenge");
const fault = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Fault>("reject") },
  { weight: 2, arbitrary: fc.constant<Fault>("cut-before") },
  { weight: 2, arbitrary: fc.constant<Fault>("cut-after") },
  { weight: 1, arbitrary: fc.constant<Fault>("hang") },
);
const faults: fc.Arbitrary<Faults> = fc.array(fc.tuple(fc.constantFrom(...requestSteps), fault), {
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
      do: its("reject challenges"),
      program: one,
      rejected: fc.boolean(),
    }),
  },
);

/**
 * Programs, wallets, purchases whose process ended before their first request, and what follows: groups of actions in
 * turn, those of one group concurrently.
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
