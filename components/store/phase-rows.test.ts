import { expect, it } from "vitest";
import { fundedView, stepView } from "@/testing/catalog/step-view";
import { type ComparedPhase, phaseRows, shareTexts } from "./phase-rows";

const first = stepView();
const second: ComparedPhase = { ...stepView(), phase_index: 2, name: "Verification" };
const rulesOf = (rows: { rule: string }[]) => rows.map(({ rule }) => rule);

it("phaseRows: phases with the same rules → nothing differs, each rule once", () => {
  const { differing, same } = phaseRows([first, second]);
  expect(differing).toEqual([]);
  expect(rulesOf(same)).toEqual([...new Set(rulesOf(same))]);
  expect(same[0]).toEqual({
    rule: "account",
    name: "Account",
    cells: [{ share: "$100,000" }, { share: "$100,000" }],
    kinds: [null, null],
  });
});

it("phaseRows: another phase without a target and with another size → both differ, with a value for each phase", () => {
  const funded: ComparedPhase = { ...fundedView(), phase_index: 3, initial_balance: 50_000 };
  const { differing, same } = phaseRows([first, second, funded]);
  expect(rulesOf(differing)).toEqual(expect.arrayContaining(["account", "profit_target"]));
  expect(differing[0]?.cells.map((cell) => cell?.share)).toEqual([
    "$100,000",
    "$100,000",
    "$50,000",
  ]);
  expect(rulesOf(same).some((rule) => rulesOf(differing).includes(rule))).toBe(false);
});

it("phaseRows: a single phase → all its rules; none → nothing", () => {
  expect(phaseRows([first]).differing).toEqual([]);
  expect(rulesOf(phaseRows([first]).same)).toContain("total_loss");
  expect(phaseRows([])).toEqual({ differing: [], same: [] });
});

const text = (rule: string, text: string) => ({ rule, title: rule, text });

it("shareTexts: sentences of all phases, of some and of one → each once, those of all phases first", () => {
  const [day, loss] = [text("day", "A day begins at 00:00."), text("loss", "Stay above $900.")];
  const [first, second] = [text("target", "Make $800."), text("target", "Make $500.")];
  expect(shareTexts([[first, loss, day], [second, loss, day], [day]])).toEqual([
    { phases: [0, 1, 2], texts: [day] },
    { phases: [0], texts: [first] },
    { phases: [0, 1], texts: [loss] },
    { phases: [1], texts: [second] },
  ]);
});

it("shareTexts: a single phase → all its sentences; none → nothing", () => {
  const [day, loss] = [text("day", "A day begins at 00:00."), text("loss", "Stay above $900.")];
  expect(shareTexts([[day, loss]])).toEqual([{ phases: [0], texts: [day, loss] }]);
  expect(shareTexts([])).toEqual([]);
});
