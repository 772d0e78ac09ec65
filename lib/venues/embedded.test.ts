import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { embeddedVenue } from "./embedded";

test("createSubaccount: twenty concurrent requests → twenty ids without gaps", async () => {
  const venue = embeddedVenue(database(), "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty");
  const created = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      venue.createSubaccount({ requestKey: `many-${n}`, assetClass: "crypto", accountSize: 1 }),
    ),
  );
  const ids = created.map(({ subaccountId }) => subaccountId).sort((a, b) => a - b);
  expect(ids).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

test("createSubaccount: one request five times concurrently → one subaccount, one number", async () => {
  const venue = embeddedVenue(database(), "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy");
  const request = (requestKey: string) =>
    venue.createSubaccount({ requestKey, assetClass: "crypto", accountSize: 1 });
  const created = await Promise.all([1, 2, 3, 4, 5].map(() => request("the same")));
  expect(new Set(created.map(({ subaccountUuid }) => subaccountUuid)).size).toBe(1);
  expect(created.map(({ subaccountId }) => subaccountId)).toEqual([0, 0, 0, 0, 0]);
  expect(await request("the next")).toMatchObject({ subaccountId: 1 });
});
