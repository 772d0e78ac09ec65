import { expect, test } from "vitest";
import { newApp } from "@/testing/actors/app";
import { newSession } from "@/testing/actors/customer";
import { balanceOf, fund, newTrader } from "@/testing/actors/trader";
import { as } from "@/testing/http/client";
import { purchasesOf } from "@/testing/purchases/counts";

/** A funded trader, and headers with the token of a session that an app obtained for them. */
async function through(scopes: string[]) {
  const trader = await newTrader();
  await fund(trader.login, 50_000n);
  const app = await newApp(scopes);
  const { token } = await newSession(trader.publicId, app.id);
  return { ...trader, headers: { authorization: `Bearer ${token}` } };
}
const buy = (trader: Awaited<ReturnType<typeof through>>) =>
  as(trader).post("/prop/challenge/buy", { program_id: 1, payer_login: trader.login });

test("POST /prop/challenge/buy: a session of an app with auth:write alone → SCOPE_MISSING, nothing is spent", async () => {
  const trader = await through(["auth:write", "payments:read", "accounts:read"]);
  const { status, body } = await buy(trader);
  expect([status, body.error.code]).toEqual([403, "SCOPE_MISSING"]);
  expect(await balanceOf(trader.login)).toBe(50_000);
  expect(await purchasesOf(trader.id)).toEqual([]);
});

test("POST /prop/challenge/buy: a session of an app with payments:write alone → bought, but it can't read", async () => {
  const trader = await through(["payments:write"]);
  const { status, body } = await buy(trader);
  expect([status, body.purchase.status]).toEqual([200, 3]);
  for (const path of ["/prop/challenges", "/prop/accounts"]) {
    expect((await as(trader).get(path)).code).toBe("SCOPE_MISSING");
  }
});
