import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { openApiDocument } from "@/lib/openapi";
import { describedOf } from "../reference/described-of";
import { RunPanel } from "./run-panel";
import { runnableOf } from "./runnable";

const trader = { email: "trader@propdesk.test", role: "trader" } as const;
const admin = { ...trader, role: "admin" } as const;

function shown(id: string, reader: typeof trader | typeof admin | null, writes = true): string {
  const described = describedOf(openApiDocument(), id);
  if (!described) throw new Error(`no ${id}`);
  const panel = (
    <RunPanel
      runnable={runnableOf(described, "docs-key")}
      reader={reader}
      writes={writes}
      signInHref="/sign-in?callbackUrl=%2Fdocs"
    />
  );
  return renderToStaticMarkup(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>{panel}</QueryClientProvider>
    </MantineProvider>,
  );
}

test("somebody who isn't signed in is shown the way", () => {
  expect(shown("listPayments", null)).toContain('href="/sign-in?callbackUrl=%2Fdocs"');
});

test("what an app alone may call is run by admins, and says so to others", () => {
  expect(shown("listWebhookEndpoints", trader)).toContain("Only the firm&#x27;s admins");
  expect(shown("createAppToken", trader)).toContain("Only the firm&#x27;s admins");
  expect(shown("logInToTrade", trader)).toContain("Only the firm&#x27;s admins");
  expect(shown("listWebhookEndpoints", admin)).toContain("Run GET");
});

test("writes are off outside of the sandbox, reads and previews aren't", () => {
  expect(shown("createCheckout", trader, false)).toContain("writes are off here");
  expect(shown("listPayments", trader, false)).toContain("Run GET");
  expect(shown("previewPurchase", trader, false)).toContain("Run POST");
  expect(shown("createCheckout", trader)).toContain("Run POST");
});

test("what can't be run from here says so, whoever reads", () => {
  expect(shown("runOperation", admin)).toContain("can&#x27;t be run from here");
});

test("a form begins with an example, and with a key of its own where the body has one", () => {
  expect(shown("createCheckout", trader)).toContain("tier_25k");
  expect(shown("buyChallenge", trader)).toContain("docs-key");
  expect(shown("buyChallenge", trader)).not.toContain("0f8c2a");
});
