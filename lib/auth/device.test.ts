import { expect, test } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { nextAuthPost } from "@/testing/actors/next-auth";
import { sql } from "@/testing/database/sql";

test("device cookie: sign-ins in one browser → HttpOnly, for our host only, the same each time", async () => {
  const { email, password, publicId } = await newCustomer();
  const jar = new Map<string, string>();
  const first = await nextAuthPost("callback/credentials", jar, { email, password });
  const [set = ""] = first.headers
    .getSetCookie()
    .filter((header) => header.startsWith("propdesk."));
  expect(set).toMatch(
    /^propdesk\.device=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/,
  );
  const cookie = `propdesk.device=${jar.get("propdesk.device")}`;
  await nextAuthPost("callback/credentials", jar, { email, password }, { cookie });
  expect(set).toContain(cookie);
  const { rows } = await sql(
    "select device_hash from sessions where device_hash is not null and customer_id = (select id from customers where public_id = $1)",
    [publicId],
  );
  expect(new Set(rows.map(({ device_hash }) => device_hash)).size).toBe(1);
  expect(JSON.stringify(rows)).not.toContain(jar.get("propdesk.device"));
  const rejected = await nextAuthPost("callback/credentials", new Map(), {
    email,
    password: "wrong",
  });
  expect(rejected.headers.getSetCookie().join()).not.toContain("propdesk.device");
});
