import fc from "fast-check";

/** What the product receives and does during a life. */
export type Step =
  /** This act happens at Stripe. */
  | { kind: "act"; act: number }
  | { kind: "event"; act: number }
  /** The jobs run: the account is provisioned, or the deposit settled. */
  | { kind: "work" }
  /** The customer's page syncs the payment with Stripe. */
  | { kind: "sync" };

/** How the events of at most so many acts are delivered: how often, and how late. */
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
    /** Whether all acts happen first and events come in any order, or events come between the acts. */
    allAtOnce: fc.boolean(),
    works: fc.nat(2),
    syncs: fc.nat(1),
  });
type Delivery = ReturnType<typeof anyDelivery> extends fc.Arbitrary<infer T> ? T : never;

/** The steps in order: each event after its act, otherwise anywhere. */
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
