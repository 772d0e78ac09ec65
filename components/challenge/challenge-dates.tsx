import { ExactTime } from "@/components/ui/exact-time";
import type { ChallengeView, PhaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/format";
import { Deadline } from "./deadline";

/** When a challenge started, and when it ended or its current phase has to be passed. */
export function ChallengeDates({
  challenge,
  phase,
}: {
  challenge: ChallengeView;
  phase: PhaseView;
}) {
  const { start_time, end_time } = challenge;
  return (
    <>
      <div>
        <dt>Started</dt>
        <dd>
          <ExactTime at={fromUnixSeconds(start_time)} short />
        </dd>
      </div>
      {end_time > 0 ? (
        <div>
          <dt>Ended</dt>
          <dd>
            <ExactTime at={fromUnixSeconds(end_time)} short />
          </dd>
        </div>
      ) : (
        <div>
          <dt>Deadline</dt>
          <dd>{phase.deadline_time > 0 ? <Deadline at={phase.deadline_time} /> : "None"}</dd>
        </div>
      )}
    </>
  );
}
