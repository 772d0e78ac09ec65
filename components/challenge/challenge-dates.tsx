import { ExactTime } from "@/components/ui/exact-time";
import type { ChallengeView, PhaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/core/format";
import { Deadline } from "./deadline";

/** When a challenge started, and when it ended or the deadline of its current phase is. */
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
