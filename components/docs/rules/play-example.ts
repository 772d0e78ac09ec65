import {
  advance,
  dayEnd,
  judge,
  openPhase,
  type PhaseState,
  type TradingEvent,
  type Verdict,
} from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";

/** Rules that an example is judged by, and which of their floors is drawn. */
export interface Variant {
  name: string;
  rules: RuleSet;
  floor: "daily" | "total";
}

/** Some days of an account. All variants have the same trading day. */
export interface Example {
  /** Money in cents. */
  initial: number;
  /** Milliseconds since 1970. */
  openedAt: number;
  /** In the order of their times. */
  events: readonly Exclude<TradingEvent, { type: "ruling" }>[];
  variants: readonly Variant[];
}

/** The account and the floors after an event, or at the beginning of a day. */
export interface Row {
  at: number;
  /** How many days have begun, the first one included. */
  day: number;
  isDayStart: boolean;
  balance: number;
  equity: number;
  /** The floor of each variant; null once its phase has ended. */
  floors: (number | null)[];
  verdicts: { variant: string; verdict: Verdict }[];
}

type Judged = Pick<Phase, "state" | "verdicts">;

interface Phase {
  variant: Variant;
  state: PhaseState;
  verdicts: Verdict[];
  /** Whether it had ended before. */
  isOver: boolean;
}

/** Judges an example by each of its variants: a row at the opening, at each event and at each beginning of a day. */
export function playExample({ initial, openedAt, events, variants }: Example): Row[] {
  const [first] = variants;
  if (!first) return [];
  const rows: Row[] = [];
  let phases: Phase[] = variants.map((variant) => ({
    variant,
    state: openPhase(variant.rules, { initial, at: openedAt }),
    verdicts: [],
    isOver: false,
  }));
  let endsAt = dayEnd(first.rules.day, openedAt);
  let day = 1;
  let values = { balance: initial, equity: initial };

  const judgeAll = (step: (rules: RuleSet, state: PhaseState) => Judged) => {
    phases = phases.map(({ variant, state, isOver }) => ({
      variant,
      ...step(variant.rules, state),
      isOver: isOver || state.status === "breached",
    }));
  };
  const addRow = (at: number, isDayStart = false) =>
    rows.push({
      at,
      day,
      isDayStart,
      ...values,
      floors: phases.map(({ variant, state, isOver }) =>
        isOver ? null : (state[variant.floor]?.floor ?? null),
      ),
      verdicts: phases.flatMap(({ variant: { name }, verdicts }) =>
        verdicts.map((verdict) => ({ variant: name, verdict })),
      ),
    });

  addRow(openedAt);
  for (const event of events) {
    while (endsAt <= event.at) {
      const startsAt = endsAt;
      judgeAll((rules, state) => advance(rules, state, startsAt));
      endsAt = dayEnd(first.rules.day, startsAt);
      day += 1;
      addRow(startsAt, true);
    }
    judgeAll((rules, state) => judge(rules, state, event));
    values = { balance: event.balance, equity: event.equity };
    addRow(event.at);
  }
  return rows;
}
