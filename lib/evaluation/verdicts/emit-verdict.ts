import type { Transaction } from "@/db/client";
import { emit } from "@/lib/webhooks";
import type { EventType } from "@/lib/webhooks/schemas";
import { presentNumber } from "../present";
import type { EvaluationRow, JudgedVerdict } from "../state";

const eventOf = {
  warned: "challenge.warned",
  paused: "challenge.paused",
  target_reached: "challenge.target_reached",
  passed: "challenge.phase_passed",
  breached: "challenge.breached",
  expired: "challenge.expired",
} as const satisfies Partial<Record<JudgedVerdict["kind"], EventType>>;

const typeOf = (kind: JudgedVerdict["kind"]) =>
  kind in eventOf ? eventOf[kind as keyof typeof eventOf] : null;

/** Emits a verdict to the apps that subscribe to its kind. */
export async function emitVerdict(
  tx: Transaction,
  row: EvaluationRow,
  { id, kind, rule, threshold, observed, at, doubt }: JudgedVerdict & { id: string },
): Promise<void> {
  const type = typeOf(kind);
  if (!type) return;
  await emit(
    tx,
    type,
    { customerId: row.customerId },
    {
      challenge_id: row.challengeId,
      phase_index: row.phaseIndex,
      verdict_id: id,
      rule,
      threshold: presentNumber(rule, threshold),
      observed: presentNumber(rule, observed),
      at: new Date(at).toISOString(),
      provisional: doubt !== null,
    },
  );
}
