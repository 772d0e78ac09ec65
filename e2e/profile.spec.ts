import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { seriousFindings } from "./axe";
import { signInAsNewTrader } from "./sign-in";
import { sql } from "./stack";
import { expect, test } from "./trader";

const STEP_MS = 30_000;
/** The TOTP code of `steps` time steps from now. */
const codeOf = (secret: string, steps: number) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * STEP_MS });

/** The link in the newest saved email with a subject and recipient, once it is there. */
async function emailedLink(page: Page, subject: string, to: string): Promise<string> {
  const row = page.getByRole("row").filter({ hasText: to });
  const email = row.getByRole("link", { name: subject });
  await expect(async () => {
    await page.goto("/dev/mail");
    await expect(email).not.toHaveCount(0, { timeout: 1_000 });
  }).toPass();
  await email.first().click();
  const text = await page.locator("pre").textContent();
  return /http\S+token=\S+/.exec(text ?? "")?.[0] ?? "";
}

/** Signs in on the sign-in page, once it is hydrated. */
async function signIn(page: Page, email: string, password: string) {
  await page.goto("/sign-in", { waitUntil: "networkidle" });
  await fillSignIn(page, email, password);
}

async function fillSignIn(page: Page, email: string, password: string) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
}

test("two-factor sign-in: turned on → a code is needed at the next sign-in", async ({
  page,
  trader: { email, password },
}) => {
  await page.goto("/dashboard/profile", { waitUntil: "networkidle" });
  const turnOn = page.getByRole("button", { name: "Turn on" });
  await expect(page.getByText("Verify your email address before you turn this on.")).toBeVisible();
  await expect(turnOn).toBeDisabled();
  await sql("update customers set email_verified_at = now() where email = $1", [email]);
  await page.reload({ waitUntil: "networkidle" });
  await turnOn.click();
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page)).toEqual([]);
  }
  const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, 0));
  await page.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toMatch(/^recovery-codes-.+\.txt$/);
  await page.getByRole("button", { name: "I've saved my codes" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, email, password);
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/That code is incorrect/)).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, 1));
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/dashboard");
});

test("verify email: the link opened → not verified; its button clicked → verified", async ({
  page,
  trader: { email },
}) => {
  await page.goto("/dashboard");
  const notice = page.getByRole("complementary", { name: "Your email address" });
  await expect(notice).toBeVisible();
  const link = await emailedLink(page, "Verify your email for Propdesk", email);
  await page.goto(link, { waitUntil: "networkidle" });
  await page.goto("/dashboard");
  await expect(notice).toBeVisible();
  await page.goto(link, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Yes, it's mine" }).click();
  await page.getByRole("link", { name: "Go to your dashboard" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test("verify notice: dismissed → hidden for this customer, also after a reload; another customer → shown", async ({
  page,
  baseURL,
  trader: _,
}) => {
  await page.goto("/dashboard", { waitUntil: "networkidle" });
  const notice = page.getByRole("complementary", { name: "Your email address" });
  await notice.getByRole("button", { name: "Hide for a week" }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Accounts", exact: true })).toBeVisible();
  await expect(notice).toHaveCount(0);
  await signInAsNewTrader(page.context(), baseURL ?? "");
  await page.goto("/dashboard");
  await expect(notice).toBeVisible();
});

test("verify email: signed out, or signed in as another customer → sign in, return and verify", async ({
  page,
  trader: { email, password },
}) => {
  const link = await emailedLink(page, "Verify your email for Propdesk", email);
  const confirm = page.getByRole("button", { name: "Yes, it's mine" });
  const main = page.getByRole("main");
  await page.context().clearCookies();
  await page.goto(link, { waitUntil: "networkidle" });
  await expect(confirm).toHaveCount(0);
  await expect(main.getByRole("link", { name: "Reset its password" })).toHaveAttribute(
    "href",
    "/forgot-password",
  );
  await main.getByRole("link", { name: "Sign in to verify" }).click();
  await page.waitForURL("**/sign-in?**");
  await page.waitForLoadState("networkidle");
  // The URL contains the link's token, which must not leak to other sites.
  await expect(page.locator("meta[name=referrer]")).toHaveAttribute("content", "no-referrer");

  await signInAsNewTrader(page.context(), new URL(page.url()).origin);
  await page.goto(link, { waitUntil: "networkidle" });
  await expect(confirm).toHaveCount(0);
  await expect(main.getByText(/You're signed in as/)).toBeVisible();
  await main.getByRole("button", { name: "Switch account" }).click();
  await page.waitForURL("**/sign-in?**");
  await page.waitForLoadState("networkidle");
  await fillSignIn(page, email, password);
  await page.waitForURL("**/verify-email?**");
  await page.waitForLoadState("networkidle");
  await confirm.click();
  await expect(page.getByText(/is verified/)).toBeVisible();
});

test("forgotten password: reset by the emailed link → signs in with the new one", async ({
  page,
  trader: { email },
}) => {
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.waitForURL("**/forgot-password");
  await page.waitForLoadState("networkidle");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send reset link" }).click();
  await expect(page.getByText(/we've sent a reset link/)).toBeVisible();
  await page.goto(await emailedLink(page, "Reset your Propdesk password", email), {
    waitUntil: "networkidle",
  });
  await page.getByLabel("New password").fill("quite another password");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await signIn(page, email, "quite another password");
  await page.waitForURL("**/dashboard");
});

test("email address: changed by the link to the new one → signs in with it", async ({
  page,
  trader: { email, password },
}) => {
  const changed = `changed-${email}`;
  await page.goto("/dashboard/profile", { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Change email" }).click();
  const form = page.getByRole("form", { name: "Change your email address" });
  await form.getByLabel("New email").fill(changed);
  await form.getByLabel("Password", { exact: true }).fill("not the password");
  await form.getByRole("button", { name: "Send link" }).click();
  await expect(form.getByText("Incorrect password.")).toBeVisible();
  await form.getByLabel("Password", { exact: true }).fill(password);
  await form.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByText(`We sent a link to ${changed}.`)).toBeVisible();
  await page.goto(await emailedLink(page, "Confirm your new email address", changed), {
    waitUntil: "networkidle",
  });
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Change my email" }).click();
  await expect(page.getByText(`Your email address is now ${changed}.`)).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, changed, password);
  await page.waitForURL("**/dashboard");
});

test("account: data downloaded, deleted → signed out, and no sign-in", async ({
  page,
  trader: { email, password },
}) => {
  await page.goto("/dashboard/profile", { waitUntil: "networkidle" });
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download my data" }).click();
  expect((await download).suggestedFilename()).toMatch(/^my-data-.*\.json$/);
  await page.getByRole("button", { name: "Delete my account" }).click();
  const form = page.getByRole("form", { name: "Delete your account" });
  await form.getByLabel("Password", { exact: true }).fill(password);
  await form.getByRole("button", { name: "Delete my account permanently" }).click();
  await page.waitForURL("**/account-deleted");
  await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  await signIn(page, email, password);
  await expect(page.getByText(/don't match/)).toBeVisible();
});
