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

test("trading events: every operation → a success and an error were validated", () => {
  expect(missingResponses(tags)).toEqual([]);
});
