import { seriousFindings } from "../axe";
import { signInAsNewTrader } from "../sign-in";
import { sql } from "../stack";
import { expect, openUntilShown, publicIdOf, test } from "./fixtures";

/** A new customer with a name that no other has, in a browser context of their own. */
async function newNamedCustomer(context: Parameters<typeof signInAsNewTrader>[0], origin: string) {
  const { email } = await signInAsNewTrader(context, origin);
  const publicId = await publicIdOf(email);
  const surname = `Ünsal${publicId.slice(-8)}`;
  await sql("update customers set name = $2 where public_id = $1", [publicId, `Zoë ${surname}`]);
  return { email, publicId, name: `Zoë ${surname}`, part: surname.slice(1) };
}

test("the search: / and a part of a name → the customer, whom Enter opens", async ({
  page,
  traderContext,
  baseURL,
}) => {
  const customer = await newNamedCustomer(traderContext, baseURL ?? "");
  await page.goto("/admin/payments");
  const field = page.getByRole("combobox", { name: "Search the console" });
  await openUntilShown(field, (options) => page.locator("body").press("/", options));
  await expect(field).toBeFocused();
  await expect(page.getByText("The search looks for:")).toBeVisible();
  await field.fill(customer.part);
  const found = page.getByRole("option", { name: customer.name });
  await expect(found).toHaveAttribute("aria-selected", "true");
  await expect(found).toContainText(customer.email);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page)).toEqual([]);
  }
  await field.press("Enter");
  await page.waitForURL(`**/admin/customers/${customer.publicId}`);
  await expect(field).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("the search: Ctrl+K, an id pasted and Enter immediately → the record, without waiting for the list", async ({
  page,
  traderContext,
  baseURL,
}) => {
  const { publicId } = await newNamedCustomer(traderContext, baseURL ?? "");
  await page.goto("/admin");
  const field = page.getByRole("combobox", { name: "Search the console" });
  await openUntilShown(field, (options) => page.locator("body").press("Control+k", options));
  await expect(field).toBeFocused();
  await field.fill(`${publicId.slice(0, 8)}…${publicId.slice(-6)}`);
  await field.press("Enter");
  await page.waitForURL(`**/admin/customers/${publicId}`);
});

test("the search: arrow keys → another result, which Enter opens; Escape → closed, the focus is back", async ({
  page,
}) => {
  await page.goto("/admin");
  const box = page.getByRole("search", { name: "Console" }).getByRole("button");
  const field = page.getByRole("combobox", { name: "Search the console" });
  await openUntilShown(field, (options) => box.click(options));
  await expect(field).toBeFocused();
  await field.press("Escape");
  await expect(field).toBeHidden();
  await expect(box).toBeFocused();
  await box.press("Enter");
  await field.fill("propdesk.test");
  const options = page.getByRole("option");
  // At least the demo logins.
  await expect(options.nth(1)).toBeVisible();
  await field.press("ArrowDown");
  await field.press("ArrowDown");
  await field.press("ArrowUp");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  const selected = await options.nth(1).getAttribute("href");
  const active = await field.getAttribute("aria-activedescendant");
  await expect(options.nth(1)).toHaveAttribute("id", active ?? "");
  await field.press("Enter");
  await page.waitForURL(`**${selected}`);
});

test("the search: nothing found → what it looks for; a field of the page → / is only typed", async ({
  page,
}) => {
  await page.goto("/admin/payments");
  const own = page.getByRole("searchbox");
  await own.press("/");
  await own.press("Control+k");
  await expect(own).toHaveValue("/");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const field = page.getByRole("combobox", { name: "Search the console" });
  const box = page.getByRole("search", { name: "Console" }).getByRole("button");
  await openUntilShown(field, (options) => box.click(options));
  await expect(field).toBeFocused();
  await field.fill("zz nobody zz");
  await expect(page.getByText("No results for zz nobody zz")).toBeVisible();
  await expect(page.getByText("Any part of a name or an email")).toBeVisible();
});

test("the search: the server doesn't answer as it should → an error that says so, then Search again", async ({
  page,
}) => {
  await page.goto("/admin");
  let isDown = true;
  await page.route("**/api/admin/search?*", (route) =>
    isDown ? route.abort("connectionrefused") : route.continue(),
  );
  const field = page.getByRole("combobox", { name: "Search the console" });
  await openUntilShown(field, (options) => page.locator("body").press("/", options));
  await expect(field).toBeFocused();
  await field.fill("trader@propdesk.test");
  await expect(page.getByRole("alert").getByText("We couldn't reach the server.")).toBeVisible();
  isDown = false;
  await page.getByRole("button", { name: "Search again" }).click();
  await expect(page.getByRole("option").first()).toContainText("trader@propdesk.test");
});
