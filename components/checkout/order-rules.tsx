import { PhaseTable } from "@/components/challenge-purchase/phase-table";
import type { ComparedPhase } from "@/components/store/phase-rows";
import { RulesInFull } from "@/components/store/rules-in-full";
import classes from "./order.module.css";

/** The rules of what is bought: in numbers by phase, and in full. */
export function OrderRules({ phases }: { phases: readonly ComparedPhase[] }) {
  return (
    <section id="rules" className={classes.rules} aria-labelledby="rules-title">
      <h2 id="rules-title" className={classes.title}>
        Rules
      </h2>
      <PhaseTable phases={phases} />
      <RulesInFull phases={phases} />
    </section>
  );
}
