import type { PhaseRules } from "./rule-cells";
import classes from "./rule-texts.module.css";
import { phaseNames, rulesByPhase } from "./rules-by-phase";

interface Props {
  phases: readonly (PhaseRules & { name: string })[];
  /** Whether the titles have a column of their own, where there is room. */
  isWide?: boolean;
}

/** Every rule in sentences: once for the phases that have the same, with their names where others differ. */
export const RuleTexts = ({ phases, isWide = false }: Props) => (
  <dl className={classes.rules} data-wide={isWide || undefined}>
    {rulesByPhase(phases).map(({ rule, title, texts, without }) => (
      <div key={`${rule} ${title}`} className={classes.rule}>
        <dt>{title}</dt>
        {texts.map(({ phases: own, text }) => (
          <dd key={text}>
            {own.length < phases.length && (
              <strong className={classes.phases}>{phaseNames(own)}</strong>
            )}
            {text}
          </dd>
        ))}
        {without.length > 0 && (
          <dd>
            <strong className={classes.phases}>{phaseNames(without)}</strong>
            No such rule.
          </dd>
        )}
      </div>
    ))}
  </dl>
);
