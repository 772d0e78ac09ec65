import { expect, test } from "vitest";
import { tradingAccount } from "@/lib/trading/examples";
import { mainWallet } from "./can-top-up";

const usd = { ...tradingAccount, login: 1, account_mode_name: "REAL", enable: 1 } as const;
const eur = { ...usd, login: 2, currency: "EUR" };
const disabled = { ...usd, login: 3, enable: 0 } as const;

test("mainWallet: several → the one last used, if it can pay; else the first that can", () => {
  expect(mainWallet([usd, eur], 2)).toBe(eur);
  expect(mainWallet([usd, eur], null)).toBe(usd);
  expect(mainWallet([disabled, usd], 3)).toBe(usd);
  expect(mainWallet([usd], 99)).toBe(usd);
  expect(mainWallet([disabled], null)).toBe(disabled);
  expect(mainWallet([], 1)).toBeNull();
});
