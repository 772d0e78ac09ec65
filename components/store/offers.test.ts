import { describe, expect, test } from "vitest";
import { program as exampleProgram, tier as exampleTier } from "@/lib/catalog/examples";
import type { ProgramView, TierView } from "@/lib/catalog/schemas";
import { fundedView, stepView } from "@/testing/catalog/step-view";
import { mergeOffers } from "./offers";
import { readStore } from "./read-store";
import { offersIn, readSelection, type StoreQuery, storeHref } from "./selection";

const phases = [stepView()];
const markets = [
  { market: "crypto", asset_class: "crypto" },
  { market: "forex", asset_class: "forex" },
];
const tier = (own: Partial<TierView> = {}): TierView => ({
  ...exampleTier,
  program_id: 2,
  account_size: 100_000,
  price_cents: 49_900,
  recommended: false,
  markets,
  phases,
  ...own,
});
/** By default what `tier` sells. */
const program = (own: Partial<ProgramView> = {}): ProgramView => ({
  ...exampleProgram,
  id: 2,
  display_name: "One-step 100K",
  price: 499,
  steps: phases,
  ...own,
});

describe("mergeOffers:", () => {
  test("a tier whose program is on sale at its size and price → one offer, for cards and wallets", () => {
    expect(mergeOffers([tier()], [program()])).toMatchObject([
      { id: "tier_25k", name: "One-step 100K", tier: { id: "tier_25k" }, program: { id: 2 } },
    ]);
  });

  test.each([
    ["another program", tier({ program_id: 3 })],
    ["another size", tier({ account_size: 50_000 })],
    ["another price", tier({ price_cents: 49_800 })],
    ["another currency", tier({ currency: "eur" })],
  ])("a tier and a program: %s → two offers", (_, other) => {
    const offers = mergeOffers([other], [program()]);
    expect(offers.map((offer) => [offer.tier !== null, offer.program !== null])).toEqual(
      expect.arrayContaining([
        [true, false],
        [false, true],
      ]),
    );
    expect(offers).toHaveLength(2);
  });

  test("two equal tiers of one program → each is an offer, the program is in one", () => {
    const offers = mergeOffers([tier(), tier({ id: "tier_again" })], [program()]);
    expect(offers.map(({ id, program }) => [id, program?.id])).toEqual([
      ["tier_25k", 2],
      ["tier_again", undefined],
    ]);
  });

  test("a tier alone → its model before its name; all → by size, then by evaluations", () => {
    const two = program({ id: 7, steps: [stepView(), stepView(), fundedView()] });
    const small = tier({ id: "tier_10k", name: "10K", account_size: 10_000, program_id: 3 });
    const offers = mergeOffers([tier({ program_id: 4, name: "100K" }), small], [two]);
    expect(offers.map(({ id, name }) => [id, name])).toEqual([
      ["tier_10k", "One-step 10K"],
      ["tier_25k", "One-step 100K"],
      ["program-7", "One-step 100K"],
    ]);
  });
});

describe("mergeOffers, recommended:", () => {
  const two = program({ id: 7, steps: [stepView(), stepView()], recommended: true });
  const marked = (tiers: TierView[], programs: ProgramView[]) =>
    mergeOffers(tiers, programs).flatMap(({ id, recommended }) => (recommended ? id : []));

  test("one of each model → each is marked; a second of a model → the smaller account is", () => {
    const small = tier({ id: "small", account_size: 10_000, recommended: true, program_id: 3 });
    expect(marked([small], [two])).toEqual(["small", "program-7"]);
    expect(marked([tier({ recommended: true }), small], [two])).toEqual(["small", "program-7"]);
  });

  test("the program of a tier is → the offer that both are", () => {
    expect(marked([tier()], [program({ recommended: true })])).toEqual(["tier_25k"]);
  });
});

const oneStep = (id: string, own: Partial<TierView> = {}) => tier({ id, program_id: 9, ...own });
const twoStep = program({ id: 1, display_name: "Two-step", steps: [stepView(), stepView()] });
const tiers = [
  oneStep("small", { account_size: 10_000 }),
  oneStep("large", { recommended: true }),
  oneStep("metals", {
    account_size: 5_000,
    markets: [{ market: "metals", asset_class: "metals" }],
  }),
];
const offers = mergeOffers(tiers, [twoStep]);

/** The ids of the offers at an address. */
const shown = (query: StoreQuery, catalog = { tiers, programs: [twoStep] }) =>
  readStore(catalog, query).selected.map(({ id }) => id);

describe("readSelection:", () => {
  test.each<[string, StoreQuery, string[]]>([
    ["nothing → the model of the recommended offer, in the first market", {}, ["small", "large"]],
    ["a model", { model: "2" }, ["program-1"]],
    ["all models", { model: "all" }, ["small", "large", "program-1"]],
    ["a size", { size: "10000" }, ["small"]],
    ["all models of a size", { model: "all", size: "100000" }, ["large", "program-1"]],
    [
      "a size that the model doesn't have → every size",
      { model: "2", size: "10000" },
      ["program-1"],
    ],
    ["a market", { market: "metals" }, ["metals"]],
    ["another market of the same tiers", { market: "forex" }, ["small", "large"]],
    ["unknown values → the default", { model: "9", size: "x", market: "x" }, ["small", "large"]],
  ])("%s", (_, query, ids) => {
    expect(shown(query)).toEqual(ids);
  });

  test("no recommended offer → the model of the smallest", () => {
    expect(shown({}, { tiers: [], programs: [twoStep, program()] })).toEqual(["program-2"]);
  });

  test("nothing for sale → nothing selected", () => {
    const { selection, href } = readStore({ tiers: [], programs: null }, { model: "1" });
    expect(selection).toEqual({ model: null, size: null, market: null });
    expect(href).toBe("/");
  });

  test("a free one → not compared with the others, in its markets", () => {
    const free = tier({ id: "free", price_cents: 0, markets: markets.slice(0, 1) });
    const store = (query: StoreQuery) =>
      readStore({ tiers: [...tiers, free], programs: [] }, query);
    expect(store({}).free.map(({ id }) => id)).toEqual(["free"]);
    expect(store({}).paid.map(({ id }) => id)).not.toContain("free");
    expect(store({ market: "forex" }).free).toEqual([]);
  });
});

test("offersIn: sold by card elsewhere, and on sale for wallets → from wallets alone", () => {
  const [merged] = mergeOffers([tier({ markets: markets.slice(0, 1) })], [program()]);
  if (!merged) throw new Error("no offer");
  expect(offersIn([merged], "crypto")).toEqual([merged]);
  expect(offersIn([merged], "metals")).toMatchObject([{ tier: null, program: { id: 2 } }]);
  expect(offersIn([{ ...merged, program: null }], "metals")).toEqual([]);
});

describe("storeHref:", () => {
  test.each<[StoreQuery, string]>([
    [{}, "/"],
    [{ model: "1", market: "crypto" }, "/"],
    [{ model: "2" }, "/?model=2"],
    [{ model: "all", size: "100000", market: "forex" }, "/?model=all&size=100000&market=forex"],
    [{ market: "metals" }, "/?market=metals"],
  ])("%j → %s", (query, href) => {
    expect(storeHref(offers, readSelection(offers, query))).toBe(href);
  });

  test("another model or market, without the size or the model → these are left out", () => {
    const small = readSelection(offers, { size: "10000" });
    expect(storeHref(offers, { ...small, model: 2 })).toBe("/?model=2");
    const two = readSelection(mergeOffers([oneStep("metals")], [twoStep]), { model: "2" });
    expect(storeHref([...mergeOffers([oneStep("a")], [])], { ...two, model: 2 })).toBe("/");
  });
});
