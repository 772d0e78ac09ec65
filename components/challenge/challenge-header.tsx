import { BackLink } from "@/components/ui/back-link";
import classes from "@/components/ui/detail-header.module.css";
import { ShortId } from "@/components/ui/short-id";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ChallengeDetailView } from "@/lib/challenges/schemas";
import { challengesPath } from "./addresses";
import { ChallengeDates } from "./challenge-dates";
import { HoldNotice } from "./hold-notice";
import { badgeStatus } from "./hold-words";
import { phaseLabel } from "./phase-label";
import { sizeOf } from "./program-size";

/** Which challenge it is, how it stands, and until when. */
export function ChallengeHeader({ detail }: { detail: ChallengeDetailView }) {
  const { challenge, program, phases, current_phase } = detail;
  return (
    <header>
      <BackLink href={challengesPath}>All your challenges</BackLink>
      <div className={classes.title}>
        <h1>{program.display_name}</h1>
        <StatusBadge status={badgeStatus(challenge)} />
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
