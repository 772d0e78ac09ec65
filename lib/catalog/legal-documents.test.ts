import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { connection, database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { legalKinds } from "@/lib/core/legal-pages";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startPayment } from "@/testing/stripe/payments";
import { presentAcceptedTerms } from "./accepted-terms";
import { getLegalDocument, listLegalDocuments } from "./legal-documents";

const publish = (kind: string, version: number, markdown: string) =>
  sql("insert into legal_documents (kind, version, markdown) values ($1, $2, $3)", [
    kind,
    version,
    markdown,
  ]);

test("GET /v2/legal-documents: a new database → the first version of each, with its page", async () => {
  const { status, body } = await as(anonymous).get("/v2/legal-documents");
  expect(status).toBe(200);
  expect(body).toEqual(
    [
      ["terms", "Terms of purchase"],
      ["privacy", "Privacy policy"],
      ["risk", "Risk disclosure"],
      ["refunds", "Refund policy"],
    ].map(([kind, title]) => ({
      kind,
      title,
      version: 1,
      published_at: expect.any(String),
      url: `${env().APP_URL}/${kind}`,
    })),
  );
});

test("GET /v2/legal-documents/{kind}: versions 1 and 2 → the newest, any by its number, and no other", async () => {
  await publish("risk", 2, "## Second\n\nTrade with care.");
  const current = await as(anonymous).get("/v2/legal-documents/risk");
  expect(current.body).toEqual({
    kind: "risk",
    title: "Risk disclosure",
    version: 2,
    published_at: expect.any(String),
    url: `${env().APP_URL}/risk?version=2`,
    is_current: true,
    markdown: "## Second\n\nTrade with care.",
    versions: [
      { version: 2, published_at: current.body.published_at },
      { version: 1, published_at: expect.any(String) },
    ],
  });
  const first = await as(anonymous).get("/v2/legal-documents/risk", { query: { version: "1" } });
  expect(first.body).toMatchObject({ version: 1, is_current: false });
  expect(first.body.markdown).toContain("## What a challenge is");
  for (const version of ["3", "0", "01", "draft", "2.0"]) {
    const none = await as(anonymous).get("/v2/legal-documents/risk", { query: { version } });
    expect([version, none.code]).toEqual([version, "NOT_FOUND"]);
  }
});

test("getLegalDocument: the firm's name and address → in the text as they are, also with marks of Markdown", async () => {
  const settings = env();
  const { FIRM_NAME } = settings;
  settings.FIRM_NAME = "A*B*C [Trading]";
  const { markdown } = await getLegalDocument(database(), "terms");
  settings.FIRM_NAME = FIRM_NAME;
  expect(markdown).toContain("You pay A\\*B\\*C \\[Trading\\] a one-time fee");
  expect(markdown).toContain(`[${settings.SUPPORT_EMAIL}](mailto:${settings.SUPPORT_EMAIL})`);
});

test.each(legalKinds)(
  "the first version of %s: → no notes for the firm, no placeholders, no promise of payouts or progress",
  async (kind) => {
    const { markdown } = await getLegalDocument(database(), kind, "1");
    expect(markdown).not.toMatch(/<!--|Adapt|[{}]/);
    expect(markdown).not.toMatch(
      /split|% yours|share of (the|your) profit|how far you|funded account\./i,
    );
    expect(markdown.length).toBeGreaterThan(1_000);
  },
);

test("legal_documents: a change, a deletion and a truncation → rejected", async () => {
  for (const statement of [
    "update legal_documents set markdown = 'x' where kind = 'terms'",
    "delete from legal_documents where kind = 'terms'",
    "truncate legal_documents",
  ]) {
    await expect(sql(statement)).rejects.toThrow("can't be changed or deleted");
  }
  expect(await listLegalDocuments(database())).toHaveLength(4);
});

test("presentAcceptedTerms: a published version, TERMS_VERSION, and another name → the page with the text, or none", async () => {
  const settings = env();
  settings.TERMS_VERSION = "2026-11-01";
  expect(await presentAcceptedTerms(database(), "1")).toEqual({
    name: "Version 1",
    path: "/terms?version=1",
  });
  expect(await presentAcceptedTerms(database(), "2026-11-01")).toEqual({
    name: "2026-11-01",
    path: "/terms?version=1",
  });
  expect(await presentAcceptedTerms(database(), "2026-10-01")).toEqual({
    name: "2026-10-01",
    path: null,
  });
  delete settings.TERMS_VERSION;
  expect((await presentAcceptedTerms(database(), "2026-11-01")).path).toBeNull();
});

test("the migration of legal documents: earlier consents name versions with small numbers → the first version is above them", async () => {
  const migration = readFileSync("db/migrations/0047_legal_documents.sql", "utf8");
  const insert = migration
    .split("--> statement-breakpoint")
    .find((statement) => statement.includes("SELECT 'terms', 1 +"));
  const me = await newCustomer();
  for (const name of ["7", "12", "2026-11-01", "20261101"]) await pay(me, name);
  const client = await connection().pool.connect();
  try {
    await client.query("begin");
    await client.query("alter table legal_documents disable trigger user");
    await client.query("delete from legal_documents where kind = 'terms'");
    await client.query(insert ?? "");
    const { rows } = await client.query("select version from legal_documents where kind = 'terms'");
    expect(rows).toEqual([{ version: 13 }]);
  } finally {
    await client.query("rollback");
    client.release();
  }
});

/** A payment that recorded the terms by this name. */
async function pay(me: Awaited<ReturnType<typeof newCustomer>>, name: string) {
  const { id } = await startPayment(me);
  await sql("update payments set terms_version = $1 where id = $2", [name, id]);
}
