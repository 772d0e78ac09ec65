import { beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "@/testing/actors/credentials";
import { newVisitor } from "@/testing/actors/customer";
import { deletePendingEmails, pendingEmails } from "@/testing/database/emails";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { RESPONSE_MS } from "./forgot-password";

// Before the settings are read.
Object.assign(process.env, { RATE_LIMIT_EMAILS: "4" });

let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  await deletePendingEmails();
  me = await newVisitor();
});

const requestReset = (email = me.email) =>
  as(anonymous).post("/api/account/forgot-password", { email });
const links = async () => (await pendingEmails()).flatMap(({ link_id }) => link_id ?? []);

describe("POST /api/account/forgot-password: which addresses have accounts", () => {
  test("with an account, without, disabled → the same response after the same time", async () => {
    const banned = await newVisitor();
    await sql("update customers set disabled_at = now() where public_id = $1", [banned.publicId]);
    const looks = [];
    for (const email of [me.email, "nobody@example.com", banned.email]) {
      const start = performance.now();
      const { status, body } = await requestReset(email);
      const duration = performance.now() - start;
      expect(duration).toBeGreaterThanOrEqual(RESPONSE_MS - 5);
      looks.push([status, body]);
    }
    expect(looks).toEqual([looks[0], looks[0], looks[0]]);
    expect(await links()).toHaveLength(1);
  });

  test("past the limit → the same for each address", async () => {
    for (const email of [me.email, "nobody@example.com"]) {
      const responses = await Promise.all([1, 2, 3, 4, 5].map(() => requestReset(email)));
      expect(responses.map(({ status }) => status).sort()).toEqual([204, 204, 204, 204, 429]);
    }
  });
});
