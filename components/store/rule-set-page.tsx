import Link from "next/link";
import type { RuleSetQuery, RuleSetView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";
import classes from "../ui/prose.module.css";
import { ShortId } from "../ui/short-id";
import { RuleTexts } from "./rule-texts";
import rules from "./rules-in-full.module.css";

interface Props {
  ruleSet: RuleSetView;
  account: RuleSetQuery;
}

/** A rule set in sentences, for an account of a size, and as data. */
export function RuleSetPage({ ruleSet, account }: Props) {
  const { account_size, currency, phase_type } = account;
  return (
    <article className={classes.prose}>
      <h1>Rules</h1>
      <p className={classes.lead}>
        For {phase_type === 1 ? "a funded phase" : "an evaluation"} of{" "}
        {formatSize(account_size, currency)}. Sold rules never change: their ID is the SHA-256 of
        the data below. <ShortId id={ruleSet.rule_set ?? ""} label="rule set ID" />{" "}
        <Link href="/docs/rules">How rules are judged</Link>
      </p>
      <RuleTexts phases={[{ ...ruleSet, phase_type, name: "" }]} />
      <details className={rules.data}>
        <summary>As data</summary>
        <pre>{JSON.stringify(ruleSet.rules, null, 2)}</pre>
      </details>
    </article>
  );
}
