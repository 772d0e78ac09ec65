import type { ComponentProps } from "react";
import { RuleTexts } from "./rule-texts";
import classes from "./rules-in-full.module.css";

/** The rules of the phases in sentences, with the numbers of the account, behind a line that opens them. */
export const RulesInFull = ({ phases }: Pick<ComponentProps<typeof RuleTexts>, "phases">) => (
  <details className={classes.rules}>
    <summary>Rules in full</summary>
    <RuleTexts phases={phases} />
  </details>
);
