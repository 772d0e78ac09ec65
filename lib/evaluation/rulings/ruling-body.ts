import { z } from "zod";
import type { TradingEvent } from "@/lib/rules";
import { toMinor } from "../event-schemas";
import { decimal } from "../present";

export type Ruling = Extract<TradingEvent, { type: "ruling" }>;

const money = z.string();
const common = {
  type: z.literal("ruling"),
  /** Below zero: the numbers from 1 on are the source's. */
  seq: z.int().negative(),
  /** The number of the last event before it; 0 before the first. */
  after_seq: z.int().nonnegative(),
  at: z.iso.datetime(),
  /** The verdict that was ruled on. */
  verdict_id: z.string(),
};

/** An operator's ruling as it is stored among the trading events, money as decimal strings. */
export const rulingBody = z.discriminatedUnion("kind", [
  z.object({ ...common, kind: z.literal("revoke_pass") }),
  z.object({ ...common, kind: z.literal("exclude"), amount: money }),
  z.object({
    ...common,
    kind: z.literal("reinstate"),
    balance: money,
    equity: money,
    open_positions: z.int().nonnegative(),
  }),
]);
export type RulingBody = z.output<typeof rulingBody>;

type Place = Pick<RulingBody, "seq" | "after_seq" | "verdict_id">;
export type LiftRuling = Extract<Ruling, { kind: RulingBody["kind"] }>;

/** The form in which a ruling is stored. */
export function presentRuling(ruling: LiftRuling, place: Place): RulingBody {
  const stored = { ...place, type: "ruling", at: new Date(ruling.at).toISOString() } as const;
  switch (ruling.kind) {
    case "revoke_pass":
      return { ...stored, kind: ruling.kind };
    case "exclude":
      return { ...stored, kind: ruling.kind, amount: decimal(ruling.amount) };
    case "reinstate":
      return {
        ...stored,
        kind: ruling.kind,
        balance: decimal(ruling.balance),
        equity: decimal(ruling.equity),
        open_positions: ruling.open_positions,
      };
  }
}

/** The ruling as the judge takes it, from its stored form. */
export function toRuling(body: RulingBody): LiftRuling {
  const { type } = body;
  const at = Date.parse(body.at);
  switch (body.kind) {
    case "revoke_pass":
      return { type, at, kind: body.kind };
    case "exclude":
      return { type, at, kind: body.kind, amount: toMinor(body.amount) };
    case "reinstate":
      return {
        type,
        at,
        kind: body.kind,
        balance: toMinor(body.balance),
        equity: toMinor(body.equity),
        open_positions: body.open_positions,
      };
  }
}
