import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { WalletWarning } from "./wallet-warning";

const render = (walletCurrencies: string[] | null) =>
  renderToStaticMarkup(<WalletWarning currency="eur" walletCurrencies={walletCurrencies} />);

it("WalletWarning: no wallet can be opened in the program's currency → says which group is missing", () => {
  expect(render(["usd"])).toContain(
    "No wallet in EUR can be opened. Add a REAL account group in EUR",
  );
});

it.each([
  ["a wallet can be opened", ["eur"]],
  ["the trading server doesn't list its groups", null],
])("WalletWarning: %s → nothing", (_, currencies) => {
  expect(render(currencies)).toBe("");
});
