import { expect, test } from "vitest";
import { evaluationView, verdictView } from "./fixtures";
import { type Circumstances, stateMessage } from "./state-message";

const usual: Circumstances = {
  rules: null,
  stopped: null,
  hasNextPhase: true,
  isStale: false,
};
const messageOf = (
  changes: Parameters<typeof evaluationView>[0],
  circumstances: Partial<Circumstances> = {},
) => stateMessage(evaluationView(changes), { ...usual, ...circumstances });

test("stateMessage: breached → the rule, the floor and the equity that decided", () => {
  const breach = verdictView();
  const verdicts = [verdictView({ id: "vrd_2", kind: "day_counted" }), breach];
  expect(messageOf({ status: "breached", verdicts })).toMatchObject({
    tone: "red",
    title: "Failed: daily loss",
    reason: "Equity was $94,999.99, below the daily floor of $95,000.00.",
    verdict: breach,
  });
});

test("stateMessage: breached after a breach that was overturned → the one that counts", () => {
  const overturned = verdictView({ id: "vrd_2", rule: "total_loss", standing: "overturned" });
  const message = messageOf({ status: "breached", verdicts: [overturned, verdictView()] });
  expect(message.title).toBe("Failed: daily loss");
});

test("stateMessage: an ending of an earlier phase → isn't why this one ended", () => {
  const verdicts = [verdictView({ kind: "passed", rule: null, phase_index: 1 })];
  expect(messageOf({ status: "cancelled", phase_index: 2, verdicts }).verdict).toBeNull();
});

test("stateMessage: paused → says that trading goes on, and when is added", () => {
  const verdicts = [verdictView({ kind: "paused" })];
  expect(messageOf({ status: "paused", verdicts })).toMatchObject({
    tone: "amber",
    resumes: true,
    reason: "Equity was $94,999.99, below the daily floor of $95,000.00.",
  });
});

test("stateMessage: held → our team checks, and whether it would end or pass", () => {
  const breach = messageOf({ status: "held", verdicts: [verdictView()] });
  expect([breach.title, breach.meaning]).toEqual([
    "Under review",
    expect.stringContaining("this would end the challenge"),
  ]);
  const passed = verdictView({ kind: "passed", rule: null, threshold: null, observed: null });
  const pass = messageOf({ status: "held", verdicts: [passed] });
  expect([pass.title, pass.meaning]).toEqual([
    "Passed, to be confirmed",
    expect.not.stringContaining("end the challenge"),
  ]);
});

test.each([
  ["no data yet", { last_event_at: null }, {}, "Waiting for trading data"],
  ["not monitored", { monitored: false, last_event_at: null }, {}, "Ready to trade"],
  ["suspended", {}, { stopped: "suspended" as const }, "Suspended"],
  ["ended by the firm", {}, { stopped: "ended" as const }, "Ended"],
  ["old data", {}, { isStale: true }, "Active, without recent data"],
  ["in good order", {}, {}, "Active"],
])("stateMessage: %s → %j %j says %s", (_, changes, circumstances, title) => {
  expect(messageOf(changes, circumstances).title).toBe(title);
});

test("stateMessage: a limit used by 80% → close to it, with what is left", () => {
  const daily_loss = { floor: "95000.00", limit: "5000.00", left: "1000.00", used_pct: 80 };
  expect(messageOf({ daily_loss })).toMatchObject({
    tone: "amber",
    title: "Active, close to a limit",
    meaning: "Closest limit: daily loss, $1,000.00 left.",
  });
});
