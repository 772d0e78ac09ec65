import fc from "fast-check";

/** What the product hears and does while a life goes on. */
export type Step =
  /** Stripe gets as far as this act. */
  | { kind: "act"; act: number }
  | { kind: "event"; act: number }
  /** The account is provisioned, or the deposit settled, as far as it may be. */
  | { kind: "work" }
  /** The customer's page asks Stripe. */
  | { kind: "sync" };

/** How the events of at most so many acts reach us: how often, and how long after they happened. */
export const anyDelivery = (acts: number) =>
  fc.record({
    copies: fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(1) },
        { weight: 2, arbitrary: fc.constant(2) },
        { weight: 2, arbitrary: fc.constant(0) },
      ),
      { minLength: acts, maxLength: acts },
    ),
    // Seeds of the order: a number for each copy and each other step.
    lags: fc.array(fc.nat(1_000), { minLength: 2 * acts + 3, maxLength: 2 * acts + 3 }),
    /** Whether everything happens at once and is heard in any order, or bit by bit. */
    allAtOnce: fc.boolean(),
    works: fc.nat(2),
    syncs: fc.nat(1),
  });
type Delivery = ReturnType<typeof anyDelivery> extends fc.Arbitrary<infer T> ? T : never;

/** The steps in order: each event after its act, and apart from that anywhere. */
export function schedule(
  acts: number,
  { copies, lags, allAtOnce, works, syncs }: Delivery,
): Step[] {
  const random = lags.values();
  const lag = () => random.next().value ?? 0;
  const steps: { at: number; step: Step }[] = [];
  for (let act = 0; act < acts; act++) {
    const happens = allAtOnce ? -1 : act;
    steps.push({ at: happens, step: { kind: "act", act } });
    for (let copy = 0; copy < (copies[act] ?? 1); copy++) {
      steps.push({ at: happens + (lag() / 1_000) * acts, step: { kind: "event", act } });
    }
  }
  for (let i = 0; i < works; i++)
    steps.push({ at: (lag() / 1_000) * acts, step: { kind: "work" } });
  for (let i = 0; i < syncs; i++)
    steps.push({ at: (lag() / 1_000) * acts, step: { kind: "sync" } });
  return steps.sort((a, b) => a.at - b.at).map(({ step }) => step);
}
