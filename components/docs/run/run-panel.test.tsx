import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { openApiDocument } from "@/lib/openapi";
import { findEndpoint } from "../reference/find-endpoint";
import { RunPanel } from "./run-panel";
import { runnableOf } from "./runnable";

// Built once, before the tests: it takes seconds on a busy machine.
const document = openApiDocument();

const trader = { email: "trader@propdesk.test", role: "trader" } as const;
const admin = { ...trader, role: "admin" } as const;

function shown(id: string, reader: typeof trader | typeof admin | null, writes = true): string {
  const endpoint = findEndpoint(document, id);
  if (!endpoint) throw new Error(`no ${id}`);
  const panel = (
    <RunPanel
      runnable={runnableOf(endpoint, "docs-key")}
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

test("RunPanel: not signed in → a link to sign in", () => {
  expect(shown("listPayments", null)).toContain('href="/sign-in?callbackUrl=%2Fdocs"');
});

test("RunPanel: an operation for apps only → runs for admins, a reason for others", () => {
  expect(shown("listWebhookEndpoints", trader)).toContain("Only admins can run this here");
  expect(shown("createAppToken", trader)).toContain("Only admins can run this here");
  expect(shown("logInToTrade", trader)).toContain("Only admins can run this here");
  expect(shown("listWebhookEndpoints", admin)).toContain("Run GET");
});

test("RunPanel: outside the sandbox → writes are off, reads and previews run", () => {
  expect(shown("createCheckout", trader, false)).toContain(
    "Write requests are disabled outside the sandbox",
  );
  expect(shown("listPayments", trader, false)).toContain("Run GET");
  expect(shown("previewPurchase", trader, false)).toContain("Run POST");
  expect(shown("createCheckout", trader)).toContain("Run POST");
});

test("RunPanel: an operation that can't be run from here → says so, to admins too", () => {
  expect(shown("runOperation", admin)).toContain("can&#x27;t be run from the docs");
});

test("RunPanel: the form → an example body, with a fresh key where the body has one", () => {
  expect(shown("createCheckout", trader)).toContain("tier_25k");
  expect(shown("buyChallenge", trader)).toContain("docs-key");
  expect(shown("buyChallenge", trader)).not.toContain("0f8c2a");
});
