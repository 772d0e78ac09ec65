import { signIn } from "./sign-in";
import { expect, openUntilShown, test } from "./trader";

test.beforeEach(async ({ page }) => {
  await signIn(page.context(), "admin@propdesk.test", "demo-admin-2026");
});

test("catalog: create a tier with an invalid field, fix it, sell and archive it → shown in the store, and audited", async ({
  page,
}) => {
  // In a market of its own, so that it doesn't appear in other specs.
  const id = `tier_spec_${Date.now()}`;
  await page.goto("/admin/catalog/tiers/new");
  const form = page.getByRole("form", { name: "New tier" });
  // Input before hydration would be lost.
  const create = form.getByRole("button", { name: "Create tier" });
  await openUntilShown(form.getByText("Enter a reason of at least 3 characters"), (options) =>
    create.click(options),
  );
  await form.getByLabel("ID", { exact: true }).fill(id);
  await form.getByLabel("Name").fill("Spec");
  await form.getByLabel("Account size").fill("77000");
  await form.getByLabel("Price").fill("77");
  await form.getByLabel("Display order").fill("9000");
  await form.getByLabel("Max daily loss").fill("12");
  await form.getByLabel("Max total loss").fill("10");
  await form.getByLabel("Market", { exact: true }).fill("metals");
  await form.getByLabel("Asset class").fill("metals");
  await form.getByLabel("Reason").fill("sold for a spec");
  await form.getByRole("button", { name: "Create tier" }).click();
  await expect(form.getByText("Must not be above the total loss of 10%")).toBeVisible();
  await expect(form.getByLabel("Max daily loss")).toBeFocused();
  await form.getByLabel("Max daily loss").fill("5");
  await form.getByRole("button", { name: "Create tier" }).click();
  await page.waitForURL("**/admin/catalog");
  await expect(page.getByRole("row", { name: id })).toContainText("For sale");

  await page.goto("/?market=metals");
  await expect(page.getByRole("article", { name: "$77,000 account, $77.00" })).toBeVisible();

  await page.goto(`/admin/catalog/tiers/${id}`);
  const archive = page.getByRole("button", { name: "Archive this tier" });
  const dialog = page.getByRole("dialog", { name: "Archive this tier" });
  await openUntilShown(dialog, (options) => archive.click(options));
  await dialog.getByLabel("Reason").fill("the spec is over");
  await dialog.getByRole("button", { name: "Archive this tier" }).click();
  await expect(page.getByText("Archived", { exact: true })).toBeVisible();
  await page.goto("/?market=metals");
  await expect(page.getByText("$77,000")).toHaveCount(0);

  await page.goto(`/admin/audit?q=${id}`);
  await expect(page.getByText("the spec is over")).toBeVisible();
  await expect(page.getByText("sold for a spec")).toBeVisible();
});
