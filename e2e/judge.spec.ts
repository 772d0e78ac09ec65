import { runInThisContext } from "node:vm";
import { expect, test } from "@playwright/test";
import { build } from "esbuild";

// The evidence page judges in the browser: engines differ in time zones, numbers and hashes.
test("judge: every vector of losses in a browser → states, verdicts and hashes as in Node.js", async ({
  page,
}) => {
  const { outputFiles } = await build({
    entryPoints: ["testing/rules/everywhere.ts"],
    bundle: true,
    format: "iife",
    globalName: "rules",
    write: false,
  });
  const script = `(() => {${outputFiles[0]?.text}; return rules.judgeVectors();})()`;
  const expected = await runInThisContext(script);
  expect(expected.length).toBeGreaterThan(40);
  // Hashes need an origin with TLS.
  await page.route("https://judge.example/", (route) => route.fulfill({ body: "" }));
  await page.goto("https://judge.example/");
  expect(await page.evaluate(script)).toEqual(JSON.parse(JSON.stringify(expected)));
});
