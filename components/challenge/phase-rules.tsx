import type { PhaseView } from "@/lib/challenges/schemas";
import classes from "./phase-rules.module.css";
import { rulesOf } from "./rules";

/** A phase's rules, the number first. */
export function PhaseRules({ phase, currency }: { phase: PhaseView; currency: string }) {
  return (
    <dl className={classes.rules} data-phase={phase.phase_index}>
      {rulesOf(phase, currency).map(({ name, value, share }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value} {share && <span className={classes.share}>{share}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
