import { describe, expect, test } from "vitest";
import { program as exampleProgram, tier as exampleTier } from "@/lib/catalog/examples";
import { fundedView, stepView } from "@/testing/catalog/step-view";
import { rulesByPhase, wholeText } from "../rules-by-phase";
import { describeProgram } from "./describe-program";
import { pictureOf } from "./picture-of";
import {
  buyHref,
  defaultOffer,
  marketsOf,
  offersOf,
  type ProgramOffers,
  programName,
} from "./program-offers";
import { programQuestions } from "./program-questions";
import { structuredData } from "./structured-data";

const verification = stepView({ min_trading_days: null }, { phase_index: 2, name: "Verification" });
const steps = [stepView(), verification, { ...fundedView(), phase_index: 3 }];
const program = { ...exampleProgram, display_name: "Two-step 100K", steps };
const tier = { ...exampleTier, program_id: program.id, program_slug: program.slug };
const wallets: ProgramOffers = { program, isForWallets: true, tiers: [] };
const cards: ProgramOffers = { program, isForWallets: false, tiers: [tier] };
const neither: ProgramOffers = { program, isForWallets: false, tiers: [] };
const only = (page: ProgramOffers) => defaultOffer(offersOf(page));

describe("offersOf:", () => {
  test("for wallets → the buy page; by card → the checkout in the market; neither → no link", () => {
    expect(buyHref(only(wallets), undefined)).toBe(`/challenges/${program.id}/buy`);
    const [market] = marketsOf(only(cards));
    expect(buyHref(only(cards), market)).toBe("/checkout/tier_25k?market=crypto");
    expect(buyHref(only(neither), undefined)).toBeNull();
  });

  test("a free account by card → claimed on the storefront; a free program → its buy page", () => {
    const free = { ...cards, tiers: [{ ...tier, price_cents: 0 }] };
    expect(buyHref(only(free), "crypto")).toBe("/#try-it");
    expect(buyHref(only({ ...wallets, program: { ...program, price: 0 } }), undefined)).toBe(
      `/challenges/${program.id}/buy`,
    );
  });

  test("several sizes → the recommended one is shown first, under the program's own name", () => {
    const small = { ...tier, id: "tier_5k", account_size: 5_000, recommended: false };
    const offers = offersOf({ ...cards, tiers: [small, tier] });
    expect(offers.map(({ size }) => size)).toEqual([5_000, 25_000]);
    expect(defaultOffer(offers).id).toBe("tier_25k");
    expect(programName(program, offers)).toBe("Two-step 100K");
    expect(programName(program, offersOf(cards))).toBe("One-step 25K");
  });
});

describe("rulesByPhase:", () => {
  test("phases with the same rule → said once; a phase without it → named", () => {
    const rules = rulesByPhase(steps);
    const titles = rules.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    const daily = rules.find(({ rule }) => rule === "daily_loss");
    expect(daily?.texts).toHaveLength(1);
    const days = rules.find(({ rule }) => rule === "min_trading_days");
    if (!days) throw new Error("the first phase has trading days");
    expect(wholeText(days)).toMatch(
      /^Evaluation: You need at least 5 .*Verification and Funded: no such rule\.$/,
    );
  });

  test("payouts aren't available → no text about them", () => {
    expect(rulesByPhase(steps).map(({ rule }) => rule)).not.toContain("payout");
  });
});

describe("programQuestions:", () => {
  const replies = (page: ProgramOffers) =>
    new Map(programQuestions(only(page)).map(({ question, reply }) => [question, reply]));

  test("rules that are there → their own texts; rules that aren't → that there is none", () => {
    const found = replies(wallets);
    expect(found.get("How do I pass?")).toContain("The target is a profit of $8,000.00");
    expect(found.get("Can I hold positions overnight or over the weekend?")).toContain(
      "No rule forbids",
    );
    expect(found.get("How do I pay?")).toContain("wallet");
    expect(replies(neither).has("How do I pay?")).toBe(false);
  });

  test("nothing is paid out yet → no reply speaks of a split or payouts as available", () => {
    for (const reply of replies(wallets).values()) {
      expect(reply).not.toMatch(/split|% yours|share of (the|your) profit/i);
      expect(reply).not.toMatch(/payouts? (is|are) (?!n)/i);
    }
  });
});

test("structuredData: a program on sale → a product with its offers, a path and questions; not on sale → no product", () => {
  const dataOf = (page: ProgramOffers) =>
    structuredData({
      firmName: "Firm",
      url: "https://firm.example/programs/x",
      image: "https://firm.example/programs/x/picture.png",
      store: "https://firm.example/",
      program,
      name: "Two-step 100K",
      description: "About it.",
      offers: offersOf(page),
      questions: programQuestions(only(page)),
    });
  const [product, path, questions] = dataOf(wallets)["@graph"];
  expect(product).toMatchObject({
    "@type": "Product",
    name: "Two-step 100K",
    sku: program.slug,
    brand: { name: "Firm" },
    offers: [{ price: "499.00", priceCurrency: "USD", availability: "https://schema.org/InStock" }],
  });
  expect(path).toMatchObject({ itemListElement: [{ position: 1 }, { position: 2 }] });
  expect(questions).toMatchObject({
    "@type": "FAQPage",
    mainEntity: expect.arrayContaining([
      expect.objectContaining({ "@type": "Question", name: "How do I pass?" }),
    ]),
  });
  expect(dataOf(neither)["@graph"].map((part) => part["@type"])).toEqual([
    "BreadcrumbList",
    "FAQPage",
  ]);
});

test("describeProgram, pictureOf: the size, the price and the main rules", () => {
  expect(describeProgram(only(wallets))).toMatch(
    /^A trading challenge of \$100,000 for \$499\.00, paid once\. Evaluation, Verification, Funded\. Evaluation: Profit target 8%/,
  );
  expect(pictureOf(wallets)).toEqual({
    title: "Two-step 100K",
    price: "$499.00 one-time fee",
    facts: [
      { name: "Account", value: "$100,000" },
      { name: "Profit target", value: "8%" },
      { name: "Max daily loss", value: "5%" },
      { name: "Max total loss", value: "10%" },
    ],
  });
});
