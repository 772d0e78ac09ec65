import type { PhaseView } from "@/lib/challenges/schemas";
import { type PhaseRules, shownTexts } from "./rule-cells";
import classes from "./rules-in-full.module.css";

interface Props {
  phases: readonly (PhaseRules & Pick<PhaseView, "phase_index" | "name">)[];
}

/** The rules of each phase in sentences, with the numbers of the account. */
export function RulesInFull({ phases }: Props) {
  return (
    <details className={classes.rules}>
      <summary>Rules in full</summary>
      {phases.map((phase) => (
        <section key={phase.phase_index} aria-label={`Rules of phase ${phase.phase_index}`}>
          {phases.length > 1 && (
            <h3 className={classes.phase}>
              Phase {phase.phase_index}: {phase.name}
            </h3>
          )}
          <RuleTexts phase={phase} />
        </section>
      ))}
    </details>
  );
}

/** The rules of a phase in sentences. */
export const RuleTexts = ({ phase }: { phase: PhaseRules }) => (
  <dl className={classes.texts}>
    {shownTexts(phase).map(({ rule, title, text }) => (
      <div key={`${rule} ${text}`}>
        <dt>{title}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
);
