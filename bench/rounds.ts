/** What one measure found in one round, such as `{ rate, p50 }`. */
export type Sample = Record<string, number>;

/** Something that is measured again in every round. */
export interface Measure {
  name: string;
  /** Loads the product for about so long. Throws where anything is answered with a failure. */
  run: (seconds: number) => Promise<Sample>;
  /** What is found only once its jobs are done. */
  settled?: () => Promise<Sample>;
}

/** What was found round by round, by `measure.value`. */
export type Samples = ReadonlyMap<string, readonly number[]>;

const WARM_UP_SECONDS = 0.5;

interface Rounds {
  rounds: number;
  seconds: number;
  show: (share: number, words: string) => void;
  /** Waits until what a measure has left to do is done. */
  settle: () => Promise<void>;
}

/**
 * Runs all measures one after the other, so many times: a measure and its baseline are seconds apart,
 * whatever else the machine does meanwhile. The round before the first makes everything warm.
 */
export async function runRounds(
  measures: readonly Measure[],
  { rounds, seconds, show, settle }: Rounds,
): Promise<Samples> {
  const found = new Map<string, number[]>();
  const steps = (rounds + 1) * measures.length;
  let done = 0;
  for (let round = 0; round <= rounds; round++) {
    // There and back, so that none always comes after the same one.
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
