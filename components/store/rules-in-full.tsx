import type { PhaseView } from "@/lib/challenges/schemas";
import { type RuleText, shareTexts } from "./phase-rows";
import { type PhaseRules, shownTexts } from "./rule-cells";
import classes from "./rules-in-full.module.css";

interface Props {
  phases: readonly (PhaseRules & Pick<PhaseView, "phase_index" | "name">)[];
}

/** The rules of the phases in sentences, with the numbers of the account: those of all phases once, then the others. */
export function RulesInFull({ phases }: Props) {
  const { shared, own } = shareTexts(phases.map(shownTexts));
  return (
    <details className={classes.rules}>
      <summary>Rules in full</summary>
      {phases.length > 1 && shared.length > 0 && (
        <section aria-label="Rules of every phase">
          <h3 className={classes.phase}>Every phase</h3>
          <Texts texts={shared} />
        </section>
      )}
      {phases.map((phase, i) => {
        const texts = phases.length > 1 ? (own[i] ?? []) : shared;
        if (texts.length === 0) return null;
        return (
          <section key={phase.phase_index} aria-label={`Rules of phase ${phase.phase_index}`}>
            {phases.length > 1 && (
              <h3 className={classes.phase}>
                Phase {phase.phase_index}: {phase.name}
              </h3>
            )}
            <Texts texts={texts} />
          </section>
        );
      })}
    </details>
  );
}

/** The rules of a phase in sentences. */
export const RuleTexts = ({ phase }: { phase: PhaseRules }) => <Texts texts={shownTexts(phase)} />;

const Texts = ({ texts }: { texts: RuleText[] }) => (
  <dl className={classes.texts}>
    {texts.map(({ rule, title, text }) => (
      <div key={`${rule} ${text}`}>
        <dt>{title}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
);
