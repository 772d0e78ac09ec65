import Link from "next/link";
import type { TierPhase } from "@/lib/catalog/schemas";
import type { Offer } from "../offers";
import { RuleTexts } from "../rule-texts";
import classes from "./program-view.module.css";

/** Every rule in sentences, and the rule sets that they come from. */
export function ProgramRules({
  phases,
  size,
  currency,
}: Pick<Offer, "phases" | "size" | "currency">) {
  return (
    <>
      <RuleTexts phases={phases} isWide />
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
