import { seriousFindings } from "./axe";
import { expect, test } from "./trader";

const pages = [
  "/",
  "/?market=forex",
  "/sign-in",
  "/sign-up",
  "/terms",
  "/docs/webhooks",
  "/checkout/tier_25k?market=crypto",
  "/checkout/complete?payment_id=pay_unknown",
  "/challenges/1/buy",
  "/challenges/4/buy",
  "/challenges/5/buy",
  "/dashboard",
  "/dashboard/challenges",
  "/dashboard/challenges/999999",
  "/dashboard/wallet",
  "/dashboard/wallet?topup=1",
  "/no-such-page",
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const path of pages) {
      test(`${path} has no serious finding of axe and no error in the console`, async ({
        page,
        trader: _,
      }) => {
        if (path.startsWith("/sign")) await page.context().clearCookies();
        const errors: string[] = [];
        page.on("console", (message) => {
          const expected = /status of 404/.test(message.text());
          if (message.type() === "error" && !expected) errors.push(message.text());
        });
        page.on("pageerror", (error) => errors.push(String(error)));
        await page.goto(path, { waitUntil: "networkidle" });
        expect(await seriousFindings(page)).toEqual([]);
        expect(errors).toEqual([]);
      });
    }
  });
}

test("nothing is asked of anybody but the app and its sandbox", async ({ page, trader: _ }) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).hostname));
  await page.goto("/checkout/tier_25k?market=crypto", { waitUntil: "networkidle" });
  expect([...hosts].filter((host) => !["localhost", "127.0.0.1", ""].includes(host))).toEqual([]);
});
