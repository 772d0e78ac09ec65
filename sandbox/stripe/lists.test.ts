import { describe, expect } from "vitest";
import { type TestSandbox, test } from "./testing/harness";

async function createThree(sandbox: TestSandbox): Promise<string[]> {
  const ids: string[] = [];
  for (const amount of [100, 200, 300]) {
    const { id } = await sandbox.client().paymentIntents.create({ amount, currency: "usd" });
    ids.push(id);
  }
  return ids;
}

const idsOf = (page: { data: Array<{ id: string }> }) => page.data.map(({ id }) => id);

describe("list:", () => {
  test("→ newest first, with url and has_more", async ({ sandbox, stripe }) => {
    const [first, second, third] = await createThree(sandbox);
    const page = await stripe.paymentIntents.list({ limit: 2 });
    expect(page).toMatchObject({ object: "list", url: "/v1/payment_intents", has_more: true });
    expect(idsOf(page)).toEqual([third, second]);
    const rest = await stripe.paymentIntents.list({ limit: 2, starting_after: second });
    expect(rest.has_more).toBe(false);
    expect(idsOf(rest)).toEqual([first]);
  });

  test("ending_before → the page before", async ({ sandbox, stripe }) => {
    const [first, second, third] = await createThree(sandbox);
    const page = await stripe.paymentIntents.list({ limit: 1, ending_before: first });
    expect(idsOf(page)).toEqual([second]);
    expect(page.has_more).toBe(true);
    expect(idsOf(await stripe.paymentIntents.list({ ending_before: first }))).toEqual([
      third,
      second,
    ]);
  });

  test("the SDK's auto-pagination → every object once", async ({ sandbox, stripe }) => {
    const ids = await createThree(sandbox);
    const listed: string[] = [];
    for await (const intent of stripe.paymentIntents.list({ limit: 1 })) listed.push(intent.id);
    expect(listed).toEqual(ids.reverse());
  });

  test("created → filtered by time", async ({ sandbox, stripe }) => {
    await createThree(sandbox);
    const now = Math.floor(Date.now() / 1000);
    const count = async (created: number | { gte?: number; gt?: number; lt?: number }) =>
      (await stripe.paymentIntents.list({ created })).data.length;
    expect(await count({ gte: now - 60 })).toBe(3);
    expect(await count({ gt: now + 60 })).toBe(0);
    expect(await count({ lt: now - 60 })).toBe(0);
    expect(await count(now - 60)).toBe(0);
  });

  test.for([{ limit: 0 }, { limit: 101 }, { starting_after: "pi_nothing" }])(
    "%o → rejected",
    async (params, { stripe }) => {
      await expect(stripe.paymentIntents.list(params)).rejects.toMatchObject({ statusCode: 400 });
    },
  );

  test("charges by payment_intent → its charges", async ({ sandbox, stripe }) => {
    const intent = await sandbox.pay();
    await sandbox.pay();
    const charges = await stripe.charges.list({ payment_intent: intent.id });
    expect(idsOf(charges)).toEqual([intent.latest_charge]);
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge.payment_intent).toBe(intent.id);
  });

  test("events by type or types → only these", async ({ sandbox, stripe }) => {
    await sandbox.pay();
    const one = await stripe.events.list({ type: "payment_intent.succeeded" });
    expect(one.data.map(({ type }) => type)).toEqual(["payment_intent.succeeded"]);
    const two = await stripe.events.list({ types: ["charge.succeeded", "payment_intent.created"] });
    expect(two.data.map(({ type }) => type).sort()).toEqual([
      "charge.succeeded",
      "payment_intent.created",
    ]);
  });
});

describe("expand[]:", () => {
  test("in an object, a list and an expanded object → expanded", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay();
    const expand = ["latest_charge.payment_intent"];
    expect(await stripe.paymentIntents.retrieve(id, { expand })).toMatchObject({
      latest_charge: { object: "charge", payment_intent: { id } },
    });
    const list = await stripe.paymentIntents.list({ expand: ["data.latest_charge"] });
    expect(list.data).toMatchObject([{ latest_charge: { object: "charge", paid: true } }]);
  });

  test("null → null", async ({ stripe }) => {
    const terms = { amount: 500, currency: "usd", expand: ["latest_charge"] };
    expect((await stripe.paymentIntents.create(terms)).latest_charge).toBeNull();
  });

  test("a charge's refunds → the list", async ({ sandbox, stripe }) => {
    const intent = await sandbox.pay();
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge), {
      expand: ["refunds"],
    });
    expect(charge.refunds?.data.map(({ id }) => id)).toEqual([refund.id]);
  });

  test("field without an id → an error", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay();
    const retrieval = stripe.paymentIntents.retrieve(id, { expand: ["currency"] });
    await expect(retrieval).rejects.toMatchObject({ statusCode: 400, param: "expand[0]" });
  });
});

describe("id that doesn't exist:", () => {
  test.for(["payment_intents", "charges", "refunds", "disputes", "events", "webhook_endpoints"])(
    "%s → 404",
    async (kind, { stripe }) => {
      await expect(stripe.rawRequest("GET", `/v1/${kind}/no_1`)).rejects.toMatchObject({
        statusCode: 404,
        code: "resource_missing",
        message: expect.stringMatching(/^No such .*: 'no_1'$/),
      });
    },
  );
});
