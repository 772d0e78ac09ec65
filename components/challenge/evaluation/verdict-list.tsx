import { ExactTime } from "@/components/ui/exact-time";
import panel from "@/components/ui/panel.module.css";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ChallengeEvaluationView, VerdictView } from "@/lib/evaluation/schemas";
import { describeVerdict, ruleName } from "@/lib/evaluation/verdict-messages";
import classes from "./verdict-list.module.css";
import { type LossRules, verdictSentence } from "./verdict-sentence";

const tones: Partial<Record<VerdictView["kind"], string>> = {
  breached: "red",
  expired: "red",
  passed: "green",
  target_reached: "green",
  warned: "amber",
  paused: "amber",
};

interface Props {
  view: ChallengeEvaluationView;
  rules: LossRules;
}

/** What the rules decided, newest first, each with its numbers. */
export function VerdictList({ view, rules }: Props) {
  const { verdicts, currency } = view;
  return (
    <section className={panel.panel} aria-labelledby="decisions">
      <h2 id="decisions" className={panel.title}>
        What the rules decided
      </h2>
      {verdicts.length === 0 ? (
        <p className={panel.text}>
          Nothing yet. Warnings, counted days and decisions are listed here with their numbers.
        </p>
      ) : (
        <ol className={classes.list}>
          {verdicts.map((verdict) => (
            <li key={verdict.id} className={classes.verdict} data-tone={toneOf(verdict)}>
              <div className={classes.head}>
                <span className={classes.title}>{titleOf(verdict)}</span>
                <VerdictBadge verdict={verdict} />
                <span className={classes.time}>
                  <ExactTime at={verdict.at} short />
                </span>
              </div>
              <p className={classes.numbers}>
                {verdict.phase_index !== view.phase_index && `Phase ${verdict.phase_index}. `}
                {verdictSentence(verdict, rules, currency)}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** A decision that doesn't count, or not yet, isn't shown as what it would be. */
function toneOf({ kind, standing }: VerdictView): string {
  if (standing === "overturned") return "grey";
  return standing === "provisional" ? "amber" : (tones[kind] ?? "grey");
}

function titleOf({ kind, rule }: VerdictView): string {
  const { title } = describeVerdict({ kind, rule, provisional: false });
  const named = kind === "breached" || kind === "expired" || kind === "warned";
  return named && rule ? `${title}: ${ruleName(rule)?.toLowerCase()}` : title;
}

/** Whether a verdict counts yet, or no more. */
function VerdictBadge({ verdict: { standing } }: { verdict: VerdictView }) {
  switch (standing) {
    case "provisional":
      return <StatusBadge status="pending" label="Being checked" />;
    case "overturned":
      return <StatusBadge status="cancelled" label="Doesn't count" />;
    case "disputed":
      return <StatusBadge status="pending" label="Disputed" />;
    default:
      return null;
  }
}
