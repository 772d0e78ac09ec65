import { expect, test } from "vitest";
import { demoTiers } from "./demo";
import { demoPrograms } from "./demo-programs";

test("demo catalog: names and descriptions → promise no split, payout or funded account", () => {
  const texts = [
    ...demoPrograms.map(({ description }) => description),
    ...demoTiers.map(({ name }) => name),
  ];
  expect(texts.length).toBeGreaterThan(4);
  for (const text of texts) expect(text).not.toMatch(/split|payout|funded account/i);
});
