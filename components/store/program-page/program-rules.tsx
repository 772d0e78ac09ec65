import Link from "next/link";
import type { TierPhase } from "@/lib/catalog/schemas";
import type { Offer } from "../offers";
import classes from "./program-rules.module.css";
import { phaseNames, rulesByPhase } from "./rules-by-phase";

/** Every rule in sentences, once where phases have the same, and the rule sets that they come from. */
export function ProgramRules({
  phases,
  size,
  currency,
}: Pick<Offer, "phases" | "size" | "currency">) {
  return (
    <>
      <dl className={classes.rules}>
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
      <p className={classes.source}>
        What you buy keeps these rules, also if the program changes later. As data:{" "}
        {phases.map((phase, i) => (
          <span key={phase.phase_index}>
            {i > 0 && ", "}
            <Link href={rulesPath(phase, size, currency)} prefetch={false}>
              {phase.name}
            </Link>
          </span>
        ))}
        .{" "}
        <Link href="/docs/rules" prefetch={false}>
          How rules are judged
        </Link>
      </p>
    </>
  );
}

const rulesPath = ({ rule_set, phase_type }: TierPhase, size: number, currency: string) =>
  `/rules/${rule_set}?account_size=${Math.round(size)}&currency=${currency}&phase_type=${phase_type}`;
