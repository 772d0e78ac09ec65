import { PhaseTable } from "@/components/challenge-purchase/phase-table";
import type { ComparedPhase } from "@/components/store/phase-rows";
import { RulesInFull } from "@/components/store/rules-in-full";
import classes from "@/components/ui/detail.module.css";
import panel from "@/components/ui/panel.module.css";
import { TextLink } from "@/components/ui/text-link";

interface Props {
  phases: (ComparedPhase & { rule_set: string | null })[];
  /** The index of the phase that is traded now. */
  current: number;
  /** What follows when the phases are passed. */
  end: string | null;
}

/** The rules that an account was bought with: compared, in sentences, and the address of each rule set. */
export function RulesPanel({ phases, current, end }: Props) {
  const stored = phases.filter(({ rule_set }) => rule_set !== null);
  return (
    <section className={panel.panel} aria-labelledby="rules">
      <h2 id="rules" className={panel.title}>
        Rules
      </h2>
      <PhaseTable phases={phases} current={current} />
      <RulesInFull phases={phases} />
      {end && <p className={classes.end}>{end}</p>}
      {stored.length > 0 && (
        <p className={classes.end}>
          These rules never change.{" "}
          {stored.map((phase, i) => (
            <span key={phase.phase_index}>
              {i > 0 && ", "}
              <TextLink href={rulesPath(phase)} prefetch={false}>
                {phases.length > 1
                  ? `${i === 0 ? "Link to phase" : "phase"} ${phase.phase_index}`
                  : "Link to them"}
              </TextLink>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

/** The page of a phase's rule set, with the numbers of its account. */
function rulesPath(phase: Props["phases"][number]): string {
  const query = new URLSearchParams({
    account_size: String(Math.round(phase.initial_balance)),
    currency: phase.currency.toLowerCase(),
    phase_type: String(phase.phase_type),
  });
  return `/rules/${phase.rule_set}?${query}`;
}
