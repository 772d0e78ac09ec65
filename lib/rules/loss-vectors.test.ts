import { describe, expect, test } from "vitest";
import { cents } from "@/testing/rules/phase";
import { type LossVector, playLossVector, vectorsOf } from "@/testing/rules/vectors";

describe("judge: losses", () => {
  test.each(
    vectorsOf<LossVector>("loss").map((vector) => [vector.id, vector.title, vector] as const),
  )("%s: %s", (_id, _title, vector) => {
    const { expect: expected } = vector;
    const { state, verdicts } = playLossVector(vector);
    expect(state.status).toBe(expected.state);
    if (expected.daily_floor !== undefined)
      expect(state.daily?.floor).toBe(cents(expected.daily_floor));
    if (expected.total_floor !== undefined)
      expect(state.total?.floor).toBe(cents(expected.total_floor));
    if (!expected.rule) return;
    const verdict = verdicts.find(({ kind }) => kind === expected.state);
    expect(verdict?.rule).toBe(expected.rule);
    expect(verdict?.threshold).toBe(cents(expected.threshold ?? Number.NaN));
    if (expected.observed !== undefined) expect(verdict?.observed).toBe(cents(expected.observed));
    if (expected.t) expect(verdict?.at).toBe(Date.parse(expected.t));
  });
});
