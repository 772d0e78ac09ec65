import { expect, it } from "vitest";
import { fundedView, stepView } from "@/testing/catalog/step-view";
import { type ComparedPhase, phaseRows } from "./phase-rows";

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
