import { expect, test } from "vitest";
import type { TagName } from "@/lib/openapi/schemas";
import { anonymous } from "@/testing/actors/credentials";
import { newChallenge, newSource, send, snapshot } from "@/testing/evaluation/trading";
import { as } from "@/testing/http/client";
import { missingResponses } from "@/testing/http/contract";

const tags: TagName[] = ["Trading events"];

test("receiveTradingEvents: success and every rejection → as documented", async () => {
  const source = await newSource();
  const { account } = await newChallenge();
  const { body } = await send(source, [
    snapshot(account, 1, "100000.00"),
    snapshot(account, 3, "100000.00"),
    snapshot("1", 1, "100000.00"),
    { account: "x", type: "deal" },
  ]);
  expect(body.rejected.map(({ code }: { code: string }) => code)).toEqual([
    "SEQUENCE_GAP",
    "ACCOUNT_UNKNOWN",
    "INVALID_EVENT",
  ]);
  expect((await as(anonymous).post("/v2/trading/events", {})).status).toBe(401);
});

test("getReportedAccount, listTradingEvents: an account of the app's source → its state and its events; another app → NOT_FOUND", async () => {
  const source = await newSource();
  const { account } = await newChallenge();
  await send(source, [
    snapshot(account, 1, "100000.00"),
    snapshot(account, 2, "99000.00", { balance: "100000.00" }),
  ]);
  const { body } = await as(source.app).get(`/v2/trading/accounts/${account}`);
  expect(body).toMatchObject({
    account,
    next_seq: 3,
    status: "active",
    equity: "99000.00",
    source: source.id,
  });
  const list = (query: object) =>
    as(source.app).get("/v2/trading/events", { query: { account, ...query } });
  const page = await list({ limit: 1 });
  expect(page.body).toMatchObject([{ account, seq: 2, type: "snapshot", equity: "99000.00" }]);
  expect(page.headers.get("link")).toContain("cursor=2");
  expect((await list({ cursor: 2 })).body).toMatchObject([{ seq: 1 }]);
  const other = await newSource({ firstParty: false });
  expect((await as(other.app).get(`/v2/trading/accounts/${account}`)).status).toBe(404);
  expect((await as(other.app).get("/v2/trading/events", { query: { account } })).status).toBe(404);
});

test("trading events: every operation → a success and an error were validated", () => {
  expect(missingResponses(tags)).toEqual([]);
});
