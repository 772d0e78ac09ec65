import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { SetUp } from "./set-up";

const firm = { appUrl: "https://firm.example", walletGroup: "WALLET-EUR" };

test("SetUp: some steps are done → the others explain how and where; the count leaves out optional ones", () => {
  const html = renderToStaticMarkup(
    <SetUp
      {...firm}
      steps={[
        { name: "wallet_group", done: false },
        { name: "something_on_sale", done: true },
        { name: "stripe_events", done: false },
        { name: "partner_app", done: false, optional: true },
      ]}
    />,
  );
  expect(html).toContain("1 of 3 done");
  expect(html).toContain("WALLET-EUR");
  expect(html).toContain("https://firm.example/v2/webhooks/stripe");
  expect(html).toContain('href="/admin/catalog/groups/new"');
  expect(html).toContain('href="/admin/apps"');
  expect(html).not.toContain('href="/admin/catalog/tiers/new"');
});
