/** The result of one measure in one round, such as `{ rate, p50 }`. */
export type Sample = Record<string, number>;

/** A measure that is repeated in every round. */
export interface Measure {
  name: string;
  /** Loads the product for about this long. Throws if any response is a failure. */
  run: (seconds: number) => Promise<Sample>;
  /** A result that is known only once its jobs are done. */
  settled?: () => Promise<Sample>;
}

/** The results round by round, by `measure.value`. */
export type Samples = ReadonlyMap<string, readonly number[]>;

const WARM_UP_SECONDS = 0.5;

interface Rounds {
  rounds: number;
  seconds: number;
  show: (share: number, text: string) => void;
  /** Waits until the remaining work of a measure is done. */
  settle: () => Promise<void>;
}

/**
 * Runs all measures one after the other, this many times: a measure and its baseline are seconds apart,
 * so that other load on the machine affects both. The round before the first warms up.
 */
export async function runRounds(
  measures: readonly Measure[],
  { rounds, seconds, show, settle }: Rounds,
): Promise<Samples> {
  const found = new Map<string, number[]>();
  const steps = (rounds + 1) * measures.length;
  let done = 0;
  for (let round = 0; round <= rounds; round++) {
    // Alternating order, so that none always comes after the same one.
    const turn = round % 2 === 0 ? measures : measures.toReversed();
    for (const { name, run, settled } of turn) {
      show(done / steps, `${round === 0 ? "warm-up" : `round ${round} of ${rounds}`}: ${name}`);
      const ran = await run(round === 0 ? WARM_UP_SECONDS : seconds);
      await settle();
      const sample = { ...ran, ...(await settled?.()) };
      done += 1;
      if (round === 0) continue;
      for (const [key, value] of Object.entries(sample)) {
        const place = `${name}.${key}`;
        found.set(place, [...(found.get(place) ?? []), value]);
      }
    }
  }
  return found;
}
