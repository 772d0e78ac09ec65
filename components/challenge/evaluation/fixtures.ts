import type { ChallengeEvaluationView, VerdictView } from "@/lib/evaluation/schemas";

/** For tests: an evaluation of $100,000 in its first phase, with changes. */
export const evaluationView = (
  changes: Partial<ChallengeEvaluationView> = {},
): ChallengeEvaluationView => ({
  challenge_id: 7,
  phase_index: 1,
  status: "active",
  monitored: true,
  currency: "USD",
  balance: "100000.00",
  equity: "99950.10",
  open_positions: 1,
  daily_loss: { floor: "95000.00", limit: "5000.00", left: "4950.10", used_pct: 1 },
  total_loss: { floor: "90000.00", limit: "10000.00", left: "9950.10", used_pct: 0.5 },
  target: { amount: "8000.00", profit: "0.00", reached_pct: 0 },
  trading_days: { counted: 1, needed: 4 },
  next_reset_at: "2026-06-02T21:00:00.000Z",
  last_event_at: "2026-06-02T10:00:05.000Z",
  verdicts: [],
  ...changes,
});

/** For tests: a breach of the daily loss, with changes. */
export const verdictView = (changes: Partial<VerdictView> = {}): VerdictView => ({
  id: "vrd_1",
  phase_index: 1,
  kind: "breached",
  rule: "daily_loss",
  threshold: "95000.00",
  observed: "94999.99",
  at: "2026-06-02T10:00:05.000Z",
  detected_at: "2026-06-02T10:00:05.100Z",
  standing: "final",
  ...changes,
});
