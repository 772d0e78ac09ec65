import type { RuleSet } from "@/lib/rules/schemas";
import { type RuleKey, rulesText } from "@/lib/rules/texts";
import { exampleRules } from "./examples";
import classes from "./rule-texts.module.css";

interface Props {
  /** The initial balance in cents of a dollar. */
  initial: number;
  /** Changes of the guide's rules. */
  changes?: Partial<RuleSet>;
  /** Which rules; all without it. */
  only?: readonly RuleKey[];
}

/** Rules in sentences, as the store shows them. */
export function RuleTexts({ initial, changes = {}, only }: Props) {
  const rules = { ...exampleRules, ...changes };
  const texts = rulesText(rules, { initial, currency: "usd", phaseType: "evaluation" });
  return (
    <dl className={classes.texts}>
      {texts
        .filter(({ rule }) => !only || only.includes(rule))
        .map(({ rule, title, text }) => (
          <div key={rule}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}
