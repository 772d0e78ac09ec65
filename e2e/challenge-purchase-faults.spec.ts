import { programId, readChallenges } from "./api";
import { buyButton, openBuyPage, openHeading, test } from "./challenge-purchase";
import { expect } from "./trader";

test("buy a challenge: response lost → requested again, and bought once", async ({
  page,
  wallet: _,
}) => {
  await openBuyPage(page);
  let calls = 0;
  await page.route("**/prop/challenge/buy", async (route) => {
    calls += 1;
    if (calls > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await buyButton(page).click();
  await expect(page.getByText("You won't be charged twice.")).toBeVisible();
  await expect(openHeading(page)).toBeVisible();
  await expect(page.getByText("Set a password first.")).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("buy a challenge: offline → retries stop on request, and it checks for the purchase before sending it again", async ({
  page,
  context,
  wallet: _,
}) => {
  await openBuyPage(page);
  await context.setOffline(true);
  await buyButton(page).click();
  await expect(page.getByText(/We haven't heard back about your purchase/)).toBeVisible();
  await page.getByRole("button", { name: "Stop checking" }).click();
  const again = page.getByRole("button", { name: "Check and try again" });
  await expect(again).toBeVisible();
  await context.setOffline(false);
  expect((await readChallenges(page)).purchases).toHaveLength(0);
  const checked = page.waitForRequest((request) => request.url().endsWith("/prop/challenges"));
  await again.click();
  await checked;
  await expect(openHeading(page)).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("buy a challenge: price changed since it was shown → nothing bought until it is confirmed", async ({
  page,
  wallet: _,
}) => {
  await page.route("**/prop/challenge/preview", async (route) => {
    const response = await route.fetch();
    const oldPrice = { price: 449, amount_account_currency: 449 };
    await route.fulfill({ response, json: { ...(await response.json()), ...oldPrice } });
  });
  await openBuyPage(page);
  const atOldPrice = page.getByRole("button", { name: /^Buy for \$449\.00/ });
  await expect(atOldPrice).toBeEnabled();
  await page.unroute("**/prop/challenge/preview");
  await atOldPrice.click();
  await expect(page.getByText("The price has changed.", { exact: false })).toBeVisible();
  await expect(buyButton(page)).toBeEnabled();
  expect((await readChallenges(page)).purchases).toHaveLength(0);
  await buyButton(page).click();
  await expect(openHeading(page)).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("buy a challenge: reload before the response → finds the purchase, and buys no other", async ({
  page,
  wallet: _,
}) => {
  await openBuyPage(page);
  const bought = new Promise<void>((resolve) => {
    let calls = 0;
    void page.route("**/prop/challenge/buy", async (route) => {
      calls += 1;
      if (calls > 1) return route.continue();
      // The server buys; its response never arrives.
      await route.fetch();
      resolve();
    });
  });
  await buyButton(page).click();
  await bought;
  await page.reload();
  await expect(openHeading(page)).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});

test("buy a challenge: purchase failed → says that the fee is back in the wallet", async ({
  page,
  wallet,
}) => {
  await openBuyPage(page);
  const purchase = {
    id: 1,
    amount: 499,
    currency: "USD",
    payer_login: wallet,
    payment_status: "refunded",
    next_action: "BUY_AGAIN",
    failure_reason: "ACCOUNT_CREATION_FAILED",
  };
  const error = { code: "ACCOUNT_CREATION_FAILED", message: "It failed." };
  await page.route("**/prop/challenge/buy", (route) =>
    route.fulfill({ status: 502, json: { error, purchase } }),
  );
  await buyButton(page).click();
  await expect(
    page.getByText(`The fee of $499.00 has been returned to wallet ${wallet}.`),
  ).toBeVisible();
  await page.getByRole("button", { name: "Back to wallets" }).click();
  await expect(buyButton(page)).toBeEnabled();
});

test("buy a challenge: wallet emptied concurrently → rejected, nothing bought", async ({
  page,
  wallet,
}) => {
  await openBuyPage(page);
  const otherPurchase = await page.request.post("/prop/challenge/buy", {
    data: { program_id: await programId(page.request, "one-phase-25k"), payer_login: wallet },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(otherPurchase.status()).toBe(200);
  await buyButton(page).click();
  await expect(page.getByText("You haven't been charged.")).toBeVisible();
  await expect(page.getByText("You need $98.00 more.")).toBeVisible();
  expect((await readChallenges(page)).purchases).toHaveLength(1);
});
