import { beforeAll, expect, test } from "vitest";
import { type Admin, auditOf, newAdmin } from "@/testing/actors/admin";
import { newVisitor } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import type { LegalRecord } from "./schemas";

let admin: Admin;
beforeAll(async () => {
  admin = await newAdmin();
});

const path = (kind: string, of: string) => `/api/admin/catalog/legal-documents/${kind}/${of}`;
const save = (kind: string, version: number, markdown: string | null) =>
  as(admin).put(path(kind, "draft"), { markdown, version });
const publish = (kind: string, version: number) =>
  as(admin).post(path(kind, "versions"), { version, reason: "reviewed by our lawyers" });
const current = async (kind: string) =>
  (await as(admin).get(`/v2/legal-documents/${kind}`)).body as {
    version: number;
    markdown: string;
  };

test("PUT …/draft, POST …/versions: a draft → its text, unseen until it is published as the next version, with audit entries", async () => {
  const text = "## New\n\n<!-- Adapt: this -->\n\nTrade *carefully*, {firm_name} says.";
  const saved = await save("risk", 1, `${text}\n`);
  expect([saved.status, saved.body.draft]).toEqual([
    200,
    { markdown: text, saved_at: expect.any(String), author: "admin@propdesk.test" },
  ]);
  expect((await current("risk")).version).toBe(1);
  const published = await publish("risk", 2);
  expect(published.status).toBe(201);
  expect(published.body).toEqual({
    kind: "risk",
    markdown: text,
    versions: [
      { version: 2, published_at: expect.any(String), author: "admin@propdesk.test" },
      { version: 1, published_at: expect.any(String), author: null },
    ],
    draft: null,
    version: 3,
  } satisfies LegalRecord);
  expect(await current("risk")).toMatchObject({
    version: 2,
    markdown: "## New\n\nTrade *carefully*, Propdesk says.",
  });
  expect(await auditOf("risk")).toMatchObject([
    { action: "legal_document.edit", reason: "Draft saved" },
    {
      action: "legal_document.publish",
      reason: "reviewed by our lawyers",
      before: { version: 1 },
      after: { version: 2 },
    },
  ]);
});

test("PUT …/draft, POST …/versions: two admins with the same version → the second one is rejected, nothing is lost", async () => {
  const responses = await Promise.all([
    save("privacy", 1, "## From one"),
    save("privacy", 1, "## From the other"),
  ]);
  expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const published = await Promise.all([publish("privacy", 2), publish("privacy", 2)]);
  expect(published.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  // A form that was opened before the publication has an older text.
  expect((await save("privacy", 2, "## Older")).code).toBe("INVALID_STATE");
  expect((await current("privacy")).version).toBe(2);
});

test("POST …/versions: no draft, or one that changes nothing → INVALID_STATE", async () => {
  expect((await publish("refunds", 1)).code).toBe("INVALID_STATE");
  const { rows } = await sql("select markdown from legal_documents where kind = 'refunds'");
  await save("refunds", 1, rows[0].markdown);
  expect((await publish("refunds", 2)).code).toBe("INVALID_STATE");
  expect((await save("refunds", 2, null)).body.draft).toBeNull();
  expect((await current("refunds")).version).toBe(1);
});

test.each([
  ["a script", "## A\n\n<script>alert(1)</script>", "has HTML in line 3"],
  ["a tag in a sentence", "Read <b>this</b>.", "has HTML in line 1"],
  ["HTML in a list", "- one\n- <i>two</i>", "has HTML in line 2"],
  [
    "HTML after a comment",
    "<!-- a --><img src=x onerror=alert(1)><!-- b -->",
    "has HTML in line 1",
  ],
  ["an image", "![a](https://example.com/a.png)", "has an image in line 1"],
  ["no text", "   ", "is required"],
])("PUT …/draft: %s → INVALID_REQUEST", async (_, markdown, message) => {
  const { code, body } = await save("terms", 1, markdown);
  expect([code, body.error.message]).toEqual(["INVALID_REQUEST", expect.stringContaining(message)]);
});

test("PUT …/draft: a customer, and a document that doesn't exist → rejected", async () => {
  const trader = as(await newVisitor());
  const rejected = await trader.put(path("terms", "draft"), { markdown: "x", version: 1 });
  expect(rejected.code).toBe("FORBIDDEN");
  expect((await save("imprint", 1, "x")).status).toBe(400);
});
