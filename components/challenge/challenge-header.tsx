import { accountsPath } from "@/components/account/paths";
import { BackLink } from "@/components/ui/back-link";
import classes from "@/components/ui/detail-header.module.css";
import { ShortId } from "@/components/ui/short-id";
import { StatusBadge } from "@/components/ui/status-badge";
import type { BoughtProgramView, StepView } from "@/lib/catalog/schemas";
import type { ChallengeDetailView } from "@/lib/challenges/schemas";
import type { EvaluationState } from "@/lib/evaluation/schemas";
import { formatAmount } from "./amount";
import { ChallengeDates } from "./challenge-dates";
import { badgeStatus } from "./hold-messages";
import { HoldNotice } from "./hold-notice";

interface Props {
  detail: ChallengeDetailView;
  /** The state of the current phase. */
  state: EvaluationState;
}

/** A challenge's name, status and dates, and a notice while it is suspended. */
export function ChallengeHeader({ detail, state }: Props) {
  const { challenge, program, phases, current_phase } = detail;
  return (
    <header>
      <BackLink href={accountsPath}>Your accounts</BackLink>
      <div className={classes.title}>
        <h1>{program.display_name}</h1>
        <StatusBadge status={badgeStatus(challenge, state)} />
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>Account size</dt>
          <dd>{sizeOf(program)}</dd>
        </div>
        <div>
          <dt>Login</dt>
          <dd>
            <ShortId id={String(challenge.account_login)} label="login" />
          </dd>
        </div>
        <div>
          <dt>Phase</dt>
          <dd>{phaseLabel(current_phase.phase_index, phases)}</dd>
        </div>
        <ChallengeDates challenge={challenge} phase={current_phase} />
      </dl>
      <HoldNotice challenge={challenge} purchase={detail.purchase} className={classes.notice} />
    </header>
  );
}

/** `$100,000`: the starting balance of a program's first account. */
const sizeOf = ({ steps, price_currency }: BoughtProgramView): string =>
  formatAmount(steps[0]?.initial_balance ?? 0, price_currency);

/** `1 of 3: Evaluation`; only the number where the phases aren't known. */
function phaseLabel(index: number, steps: Pick<StepView, "phase_index" | "name">[]): string {
  const step = steps.find(({ phase_index }) => phase_index === index);
  return step ? `${index} of ${steps.length}: ${step.name}` : String(index);
}
