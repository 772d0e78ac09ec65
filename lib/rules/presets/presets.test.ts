import { describe, expect, test } from "vitest";
import { newRuleSetSchema } from "../checks";
import { presets } from ".";

const phases = presets.flatMap(({ id, phases }) =>
  phases.map((phase) => ({ title: `${id}, ${phase.name}`, ...phase })),
);

describe("presets: each phase → accepted by the catalog", () => {
  test.each(phases)("$title", ({ rules }) => {
    expect(newRuleSetSchema.parse(rules)).toEqual(rules);
  });
});

test("presets: each has its source, its day and what isn't expressed", () => {
  expect(presets).toHaveLength(12);
  for (const { id, sources, asOf, notExpressed } of presets) {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(sources.length).toBeGreaterThan(0);
    expect(new Date(asOf).toISOString().slice(0, 10)).toBe(asOf);
    expect(notExpressed.length).toBeGreaterThan(0);
    for (const sentence of notExpressed) expect(sentence).toMatch(/^[A-Z].*\.$/);
  }
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
});

test("presets: phases → evaluations first, at most one funded phase, last", () => {
  for (const { phases } of presets) {
    const types = phases.map(({ phaseType }) => phaseType);
    expect(types[0]).toBe("evaluation");
    expect(types.slice(0, -1)).not.toContain("funded");
  }
});

test("presets: amounts in money → only with the size that they are for", () => {
  for (const { size, phases } of presets) {
    const losses = phases.flatMap(({ rules }) => [
      rules.daily_loss?.limit,
      rules.total_loss?.limit,
      rules.profit_target?.amount,
    ]);
    const inMoney = losses.some((amount) => amount && "cents" in amount);
    expect(inMoney).toBe(size !== null);
  }
});
