import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { sagaServer } from "@/testing/faults/trading-server";
import { rowCounts } from "@/testing/purchases/counts";
import { buyChallenge } from "./buy";
import type { BuyInput } from "./schemas";

const publish = (version: number) =>
  sql("insert into legal_documents (kind, version, markdown) values ('terms', $1, 'Text')", [
    version,
  ]);
const acceptedBy = async ({ login }: Trader) =>
  (await sql("select terms_version from purchases where payer_login = $1", [login])).rows.map(
    ({ terms_version }) => terms_version,
  );

test.each([
  ["as one statement", () => tradingServer(database()), 2],
  ["by the saga", sagaServer, 4],
] as const)(
  "buyChallenge: %s → the version that the buyer was shown, else the one in effect, also right after it was published",
  async (_, server, newest) => {
    const buy = (me: Trader, more: Partial<BuyInput> = {}) =>
      buyChallenge(contextOf(me), { program_id: 1, payer_login: me.login, ...more }, server());
    const [first, shown, after, unpublished] = [
      await newTrader(49_900n),
      await newTrader(49_900n),
      await newTrader(49_900n),
      await newTrader(49_900n),
    ];
    await buy(first);
    expect(await acceptedBy(first)).toEqual([String(newest - 1)]);
    await publish(newest);
    await buy(shown, { terms_version: newest - 1 });
    await buy(after);
    expect([await acceptedBy(shown), await acceptedBy(after)]).toEqual([
      [String(newest - 1)],
      [String(newest)],
    ]);
    const before = await rowCounts();
    await expect(buy(unpublished, { terms_version: 99 })).rejects.toMatchObject({
      code: "INVALID_REQUEST",
    });
    expect(await rowCounts()).toEqual(before);
    await publish(newest + 1);
  },
);
