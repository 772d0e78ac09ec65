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
  await form.getByLabel("Program").selectOption({ label: "One-step 25K (one-phase-25k)" });
  await form.getByLabel("Market", { exact: true }).fill("Metals");
  await form.getByLabel("Asset class").fill("metals");
  await form.getByLabel("Reason").fill("sold for a spec");
  await form.getByRole("button", { name: "Create tier" }).click();
  await expect(form.getByText(/^Must be lowercase letters/)).toBeVisible();
  await expect(form.getByLabel("Market", { exact: true })).toBeFocused();
  await form.getByLabel("Market", { exact: true }).fill("metals");
  await form.getByRole("button", { name: "Create tier" }).click();
  await page.waitForURL("**/admin/catalog");
  await expect(page.getByRole("row", { name: id })).toContainText("For sale");

  await page.goto("/?model=1&market=metals");
  const offer = page.getByRole("row").filter({ hasText: "$77,000" });
  await expect(offer).toContainText("$77.00");
  await expect(offer).toContainText("$7,700");

  await page.goto(`/admin/catalog/tiers/${id}`);
  const archive = page.getByRole("button", { name: "Archive this tier" });
  const dialog = page.getByRole("dialog", { name: "Archive this tier" });
  await openUntilShown(dialog, (options) => archive.click(options));
  await dialog.getByLabel("Reason").fill("the spec is over");
  await dialog.getByRole("button", { name: "Archive this tier" }).click();
  await expect(page.getByText("Archived", { exact: true })).toBeVisible();
  await page.goto("/?model=1&market=metals");
  await expect(page.getByText("$77,000")).toHaveCount(0);

  await page.goto(`/admin/audit?q=${id}`);
  await expect(page.getByText("the spec is over")).toBeVisible();
  await expect(page.getByText("sold for a spec")).toBeVisible();
});

test("catalog: a program from a preset, a wrong limit, then an edit → the rule as buyers read it, and what changes for them", async ({
  page,
}) => {
  const name = `spec-${Date.now()}`;
  await page.goto("/admin/catalog/programs/new");
  const form = page.getByRole("form", { name: "New program" });
  const preset = form.getByRole("button", { name: /preset$/ });
  await openUntilShown(preset, async () => {
    await form.getByLabel("Start from a preset").selectOption("FTMO-style 2-Step");
  });
  await preset.click();
  await form.getByLabel("Display name").fill("Spec");
  await form.getByLabel("Name", { exact: true }).first().fill(name);
  await form.getByLabel("Brand").fill("brand-a");
  await form.getByRole("switch", { name: /^Wallets can buy it/ }).click();
  await form.getByLabel("Reason").fill("sold for a spec");
  const phase = form.getByRole("group", { name: "Phase 1" });
  await phase.getByRole("button", { name: "Edit Max daily loss" }).click();
  const limit = phase.getByLabel("Limit", { exact: true });
  await limit.fill("12");
  await expect(phase.getByText(/equity below \$88,000\.00 ends the challenge/)).toBeVisible();
  await form.getByRole("button", { name: "Create program" }).click();
  await expect(phase.getByText("Must not be above the total loss of 10%")).toBeVisible();
  await expect(limit).toBeFocused();
  await limit.fill("4");
  await form.getByRole("button", { name: "Create program" }).click();
  await page.waitForURL(/\/admin\/catalog\/programs\/\d+$/);
  await expect(page.getByText("No offers yet.")).toBeVisible();
  const edited = page.getByRole("form", { name: "Program Spec" });
  const open = edited.getByRole("button", { name: "Edit Max daily loss" }).first();
  const field = edited.getByLabel("Limit", { exact: true });
  await openUntilShown(field, (options) => open.click(options));
  await field.fill("3");
  await edited.getByLabel("Reason").fill("a safer rule");
  await edited.getByRole("button", { name: "Save changes" }).click();
  const review = page.getByRole("dialog", { name: "Sold from now on" });
  await expect(review).toContainText("No challenge of this program is running.");
  await expect(review).toContainText("Before: On the first trading day, equity below $96,000.00");
  await expect(review).toContainText(
    "From now on: On the first trading day, equity below $97,000.00",
  );
  await review.getByRole("button", { name: "Save changes" }).click();
  await page.waitForURL("**/admin/catalog");
  await expect(page.getByRole("row", { name })).toContainText("Not for sale");
});
