import type { EventBody } from "./event-schemas";
import type { BatchResult, ChallengeEvaluationView, TradingAccountStatus } from "./schemas";

const events: EventBody[] = [
  {
    account: "2000100",
    seq: 88,
    type: "deal",
    at: "2026-06-02T10:00:00.123Z",
    deal_id: "1036327",
    position_id: "1048884",
    entry: "in",
    symbol: "EURUSD",
    side: "buy",
    volume: "1.00",
    price: "1.08520",
    profit: "0.00",
    commission: "-7.00",
    swap: "0.00",
    balance: "99993.00",
    equity: "99985.10",
    open_positions: 1,
  },
  {
    account: "2000100",
    seq: 89,
    type: "snapshot",
    at: "2026-06-02T10:00:05Z",
    balance: "99993.00",
    equity: "99950.10",
    open_positions: 1,
  },
];
export const exampleBatch = { source: "mt5-live-1", events };

export const exampleBatchResult: BatchResult = {
  accepted: 2,
  duplicates: 0,
  rejected: [],
  accounts: [
    {
      account: "2000100",
      next_seq: 90,
      status: "active",
      floors: { daily: "95000.00", total: "90000.00" },
    },
  ],
};

export const exampleAccount: TradingAccountStatus = {
  account: "2000100",
  next_seq: 90,
  status: "active",
  floors: { daily: "95000.00", total: "90000.00" },
  balance: "99993.00",
  equity: "99950.10",
  last_event_at: "2026-06-02T10:00:05.000Z",
  last_received_at: "2026-06-02T10:00:05.120Z",
  source: "mt5-live-1",
};

export const challengeEvaluation: ChallengeEvaluationView = {
  challenge_id: 7,
  phase_index: 1,
  status: "active",
  monitored: true,
  currency: "USD",
  balance: "99993.00",
  equity: "99950.10",
  open_positions: 1,
  daily_loss: { floor: "95000.00", limit: "5000.00", left: "4950.10", used_pct: 1 },
  total_loss: { floor: "90000.00", limit: "10000.00", left: "9950.10", used_pct: 0.5 },
  target: { amount: "8000.00", profit: "-7.00", reached_pct: 0 },
  trading_days: { counted: 1, needed: 4 },
  next_reset_at: "2026-06-02T21:00:00.000Z",
  last_event_at: "2026-06-02T10:00:05.000Z",
  verdicts: [],
};
