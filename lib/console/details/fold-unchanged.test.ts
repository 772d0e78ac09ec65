import { expect, test } from "vitest";
import type { DetailStep } from "../schemas";
import { foldUnchanged } from "./fold-unchanged";

let ids = 0;
const step = (code: string, more: Partial<DetailStep> = {}): DetailStep => {
  ids += 1;
  return {
    id: `payment ${ids}`,
    at: `2026-12-01T10:00:0${ids % 10}.000Z`,
    what: { kind: "changes", changes: [], currency: "usd" },
    code,
    source: "Stripe event",
    status: null,
    notes: [],
    evidence: [],
    ids: [{ label: "Stripe event", id: `evt_${code}`, list: "stripe-events" }],
    ...more,
  };
};

test("foldUnchanged: neighbors that changed nothing → one step with all their evidence", () => {
  const [a, b] = [step("charge.updated"), step("payment_intent.created")];
  const [folded, ...others] = foldUnchanged([a, b]);
  expect(others).toEqual([]);
  expect(folded).toEqual({
    ...a,
    at: b.at,
    what: { kind: "titled", title: "Stripe event: nothing changed, 2 times" },
    code: null,
    evidence: ["charge.updated", "payment_intent.created"],
    ids: [...a.ids, ...b.ids],
  });
});

test("foldUnchanged: a single one, one with a note, another source, or a change between → unchanged", () => {
  const changed = step("payment_intent.succeeded", {
    what: {
      kind: "changes",
      changes: [{ kind: "status", from: "processing", to: "succeeded" }],
      currency: "usd",
    },
  });
  const steps = [
    step("a"),
    changed,
    step("b"),
    step("c", { notes: ["The amount differs."] }),
    step("d", { source: "Recovered by reconciliation" }),
    changed,
    changed,
  ];
  expect(foldUnchanged(steps)).toEqual(steps);
});
