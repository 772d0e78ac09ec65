import type { Page } from "@playwright/test";
import { sql } from "./stack";
import { expect, test } from "./trader";

const path = "/programs/two-phase-100k";

/** Collects what the browser's console says is wrong. */
function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  return errors;
}

test("program page: the slider by keyboard → what happens at that equity, judged in the browser", async ({
  page,
}) => {
  const errors = errorsOf(page);
  await page.goto(path);
  const slider = page.getByRole("slider", { name: "Equity" });
  const verdict = page.getByRole("region", { name: /Move your equity/ }).getByRole("status");
  await expect(verdict).toHaveText("At $98,000.00 the challenge goes on.");
  await slider.focus();
  for (let i = 0; i < 31; i++) await page.keyboard.press("ArrowLeft");
  const ended = "At $94,900.00 the daily loss limit is reached: the challenge ends.";
  await expect(verdict).toHaveText(ended);
  await expect(slider).toHaveAttribute("aria-valuetext", `$94,900.00. ${ended}`);
  await expect(page.getByText("$100.00 below it")).toBeVisible();
  await page.keyboard.press("End");
  await expect(verdict).toContainText("it counts once the profit is closed");
  await page.getByRole("radio", { name: "All closed" }).check({ force: true });
  await expect(verdict).toContainText("You pass once you have 5 trading days too.");
  await page.getByRole("radio", { name: "Verification" }).check({ force: true });
  await expect(page.getByText("$105,000.00").first()).toBeVisible();
  expect(errors).toEqual([]);
});

test("program page: dragged to the left end → the challenge ends", async ({ page }) => {
  await page.goto(path);
  const slider = page.getByRole("slider");
  await expect(slider).toBeEnabled();
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error("the slider is visible");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(
    page.getByText(/daily loss limit is reached: the challenge ends/).first(),
  ).toBeVisible();
});

test("program page: without JavaScript → the rules, the picture and the exact amounts", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto(path);
  // Beside the heading, and once more at the end of the page.
  const buy = page.getByRole("link", { name: "Buy for $499.00" });
  await expect(buy).toHaveCount(2);
  expect(await buy.last().getAttribute("href")).toBe(await buy.first().getAttribute("href"));
  await expect(page.getByRole("row", { name: /Just below the daily floor/ })).toContainText(
    "At $94,999.99 the daily loss limit is reached: the challenge ends.",
  );
  await expect(page.getByRole("slider")).toBeHidden();
  await expect(page.getByRole("radio").first()).toBeHidden();
  await context.close();
});

test("program page: its head → canonical address, previews, and structured data of the right form", async ({
  page,
  request,
  baseURL,
}) => {
  const errors = errorsOf(page);
  await page.goto(`${path}?size=unknown&market=unknown`);
  await expect(page).toHaveTitle(/^Two-(phase|step) 100K: rules and price · /);
  const content = (selector: string) => page.locator(selector).first().getAttribute("content");
  expect(await page.locator("link[rel=canonical]").getAttribute("href")).toBe(`${baseURL}${path}`);
  expect(await content('meta[property="og:url"]')).toBe(`${baseURL}${path}`);
  expect(await content('meta[name="twitter:card"]')).toBe("summary_large_image");
  expect(await content("meta[name=description]")).toContain("$100,000 for $499.00");
  const image = (await content('meta[property="og:image"]')) ?? "";
  expect(image).toBe(`${baseURL}${path}/picture.png`);
  const picture = await request.get(image);
  expect([picture.status(), picture.headers()["content-type"]]).toEqual([200, "image/png"]);
  const data = JSON.parse((await page.locator('[type="application/ld+json"]').textContent()) ?? "");
  expect(data["@context"]).toBe("https://schema.org");
  const [product, breadcrumbs, questions] = data["@graph"];
  expect(product).toMatchObject({
    "@type": "Product",
    sku: "two-phase-100k",
    url: `${baseURL}${path}`,
    offers: [{ "@type": "Offer", price: "499.00", priceCurrency: "USD" }],
  });
  expect(breadcrumbs).toMatchObject({ "@type": "BreadcrumbList" });
  expect(questions["@type"]).toBe("FAQPage");
  // Each question is on the page too.
  for (const { name, acceptedAnswer } of questions.mainEntity) {
    await expect(page.getByText(name, { exact: true })).toBeVisible();
    await expect(page.getByText(acceptedAnswer.text, { exact: true }).first()).toBeAttached();
  }
  expect(errors).toEqual([]);
});

test("program pages: unknown → 404; not for sale → shown, not indexed; the buy button → the buyer's page", async ({
  page,
}) => {
  expect((await page.goto("/programs/no-such-program"))?.status()).toBe(404);
  await page.goto("/programs/two-phase-200k");
  await expect(page.getByText("Not for sale")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Buy for/ })).toHaveCount(0);
  await expect(page.locator("meta[name=robots]")).toHaveAttribute("content", /noindex/);
  await page.goto(path);
  await expect(page.locator("meta[name=robots]")).toHaveCount(0);
  await page.getByRole("link", { name: "Buy for $499.00" }).last().click();
  await page.waitForURL(/sign-up/);
  expect(decodeURIComponent(page.url())).toMatch(/\/challenges\/\d+\/buy/);
});

test("sitemap: → programs on sale alone, each of which is there", async ({ request, baseURL }) => {
  const listed = [...(await (await request.get("/sitemap.xml")).text()).matchAll(/<loc>([^<]+)/g)]
    .map(([, url = ""]) => url.slice((baseURL ?? "").length))
    .filter((address) => address.startsWith("/programs/"));
  const onSale = await sql(
    `select slug from programs p where status = 0 or exists (
       select from tiers t where t.program_id = p.id and t.archived_at is null)`,
  );
  expect(listed.length).toBeGreaterThan(3);
  // Other specs create programs at the same time; app/robots.test.ts compares the whole list.
  expect(onSale.map(({ slug }) => `/programs/${slug}`)).toEqual(expect.arrayContaining(listed));
  for (const address of listed.slice(0, 4)) {
    expect([address, (await request.get(address)).status()]).toEqual([address, 200]);
  }
});

test("manifest: → its icons are there, in their sizes", async ({ page, request }) => {
  await page.goto("/help");
  const manifest = await page.locator("link[rel=manifest]").getAttribute("href");
  const { icons } = await (await request.get(manifest ?? "")).json();
  const apple = await page.locator("link[rel=apple-touch-icon]").getAttribute("href");
  const sources: string[] = icons.map(({ src }: { src: string }) => src);
  for (const src of [...sources, apple ?? ""]) {
    const response = await request.get(src);
    expect([src, response.status()]).toEqual([src, 200]);
    expect(response.headers()["content-type"]).toMatch(/^image\//);
  }
});
