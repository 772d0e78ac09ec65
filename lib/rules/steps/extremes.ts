import type { Extremes, Snapshot } from "../events";
import type { Judged, PhaseState, Verdict } from "../state";

/**
 * Judges the lowest and the highest equity since the last event, then the event. Without their times the order that
 * favors the trader decides, and a review says so if another one would have ended or paused the phase.
 *
 * @param judge judges a snapshot without extremes
 */
export function judgeExtremes(
  judge: (state: PhaseState, event: Snapshot) => Judged,
  state: PhaseState,
  { since_last, ...final }: Snapshot,
  extremes: Extremes,
): Judged {
  // No deal or balance operation lies inside the window.
  const { balance, open_positions, open_lots } = state;
  const results = possibleOrders(state, final.at, extremes).map((points) => {
    const verdicts: Verdict[] = [];
    let current = state;
    const inWindow = points.map((point) => ({
      ...final,
      ...point,
      balance,
      open_positions,
      open_lots,
    }));
    for (const event of [...inWindow, final]) {
      const judged = judge(current, event);
      current = judged.state;
      verdicts.push(...judged.verdicts);
    }
    return { state: current, verdicts };
  });
  const harm = ({ verdicts }: Judged) => Math.max(0, ...verdicts.map(harmOf));
  const best = results.reduce((a, b) => (harm(b) < harm(a) ? b : a));
  const worst = results.reduce((a, b) => (harm(b) > harm(a) ? b : a));
  if (harm(worst) === harm(best)) return best;
  const other = worst.verdicts.find((verdict) => harmOf(verdict) === harm(worst));
  if (!other) return best;
  return { ...best, verdicts: [...best.verdicts, { ...other, kind: "review", at: final.at }] };
}

const harmOf = ({ kind }: Verdict) => (kind === "breached" ? 2 : kind === "paused" ? 1 : 0);

interface Point {
  at: number;
  equity: number;
}

/** The orders in which the extremes may have been: by their times, or each at the start or the end of the window. */
function possibleOrders(state: PhaseState, until: number, extremes: Extremes): Point[][] {
  const { min_at, max_at, min_equity, max_equity } = extremes;
  const inside = (at: number) => Math.min(Math.max(at, state.at), until);
  const times = (at: number | undefined) => (at === undefined ? [until, state.at] : [inside(at)]);
  const areKnown = min_at !== undefined && max_at !== undefined;
  const orders: Point[][] = [];
  for (const minAt of times(min_at)) {
    for (const maxAt of times(max_at)) {
      const min = { at: minAt, equity: min_equity };
      const max = { at: maxAt, equity: max_equity };
      // Times outside the window may be equal within it. Of equal times it isn't known which was first.
      const order = areKnown ? min_at - max_at : minAt - maxAt;
      if (order <= 0) orders.push([min, max]);
      if (order >= 0) orders.push([max, min]);
    }
  }
  return orders;
}
