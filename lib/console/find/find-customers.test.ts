import { beforeAll, expect, test } from "vitest";
import { newAdmin } from "@/testing/actors/admin";
import { newCustomer } from "@/testing/actors/customer";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { searchAs } from "@/testing/http/admin-search";
import { payForAccount } from "@/testing/stripe/payments";

let admin: Awaited<ReturnType<typeof newAdmin>>;
let maria: Trader;
let payment: { id: string };

beforeAll(async () => {
  admin = await newAdmin();
  maria = await newTrader(200_000n);
  await named(maria.publicId, "María-José Gómez Łuczak", "mj.brick@shop.acme-trading.example");
  payment = await payForAccount(maria);
  await runAllJobs();
});

const named = (publicId: string, name: string | null, email: string) =>
  sql("update customers set name = $2, email = $3 where public_id = $1", [publicId, name, email]);

const find = (q: string) => searchAs(admin).find(q);
const idsOf = (q: string) => searchAs(admin).idsOf(q);

test("GET /api/admin/search: a customer's name → every field of the customer, and what they paid last", async () => {
  const [people, payments] = await find("Gómez");
  expect(people).toEqual({
    kind: "customers",
    records: [
      {
        kind: "customers",
        id: maria.publicId,
        title: "María-José Gómez Łuczak",
        customer_name: "María-José Gómez Łuczak",
        customer_email: "mj.brick@shop.acme-trading.example",
        status: "enabled",
        amount_cents: null,
        currency: null,
        created_at: expect.any(String),
        matched: null,
      },
    ],
    has_more: false,
  });
  expect(payments).toEqual({
    kind: "payments",
    records: [
      {
        kind: "payments",
        id: payment.id,
        title: "One-step 25K, Crypto",
        customer_name: "María-José Gómez Łuczak",
        customer_email: "mj.brick@shop.acme-trading.example",
        status: "succeeded",
        amount_cents: 19_900,
        currency: "usd",
        created_at: expect.any(String),
        matched: null,
      },
    ],
    has_more: false,
  });
});

test.each([
  ["a name without its accents", "gomez"],
  ["another case", "GÓMEZ"],
  ["accents as characters of their own", "Go\u0301mez"],
  ["a letter that has no accent to leave out", "luczak"],
  ["the same letter as it is", "ŁUCZAK"],
  ["the middle of a name", "ome"],
  ["words in another order", "gomez maria"],
  ["a word of the name and a part of the address", "jose acme-trading"],
  ["two letters that begin a name", "gó"],
  ["an email address", "mj.brick@shop.acme-trading.example"],
  ["an email address in capitals, with space around it", "  MJ.Brick@SHOP.Acme-Trading.example "],
  ["the middle of an email address", "ick@shop"],
  ["the end of an email address", "acme-trading.example"],
  ["the id", "maria.publicId"],
])("GET /api/admin/search: %s → the customer", async (_, typed) => {
  const q = typed === "maria.publicId" ? maria.publicId : typed;
  expect((await idsOf(q)).customers).toEqual([maria.publicId]);
});

test.each([
  ["signs of a pattern", "g%z"],
  ["signs of a pattern", "m_r"],
  ["a backslash", "\\"],
  ["a word that is in no name or address", "gomez nobody"],
  ["two letters in the middle of a name", "óm"],
  ["a quote", "'; drop table customers; --"],
])("GET /api/admin/search: %s, %j → nothing", async (_, q) => {
  expect(await find(q)).toEqual([]);
});

test("GET /api/admin/search: an address with a domain in its own script → found by it and by the stored form", async () => {
  const { publicId } = await newCustomer();
  await named(publicId, null, "info@xn--r8jz45g.xn--zckzah");
  expect((await idsOf("info@例え.テスト")).customers).toEqual([publicId]);
  expect((await idsOf("xn--r8jz45g")).customers).toEqual([publicId]);
});

test("GET /api/admin/search: a name in another script, of one or two letters → found", async () => {
  const { publicId } = await newCustomer();
  await named(publicId, "李明", "li@propdesk.test");
  for (const q of ["李", "李明"]) expect((await idsOf(q)).customers).toEqual([publicId]);
});

test("GET /api/admin/search: more customers than are shown → names that begin with it first, then the newest, has_more", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 7; i++) {
    const { publicId } = await newCustomer();
    await named(publicId, i === 0 ? "Quill Reed" : "Tranquilla Moss", `crowd${i}@propdesk.test`);
    ids.push(publicId);
  }
  const [group] = await find("quill");
  const [begins, ...others] = ids;
  expect(group?.records.map(({ id }) => id)).toEqual([begins, ...others.reverse().slice(0, 4)]);
  expect(group?.has_more).toBe(true);
});
