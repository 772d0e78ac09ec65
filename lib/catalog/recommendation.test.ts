import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Admin, auditOf, newAdmin } from "@/testing/actors/admin";
import { programFields, stepFields, tierFields } from "@/testing/catalog/fields";
import { sql } from "@/testing/database/sql";
import { fieldMessages } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";

// Of each model, by its number of evaluations, one offer is recommended: a tier or a program.
let admin: Admin;
beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  await sql("update tiers set recommended = false");
  await sql("update programs set recommended = false");
});

const catalog = "/api/admin/catalog";
const reason = "a test";
let count = 0;

async function newTier(programId: number, recommended = true) {
  count += 1;
  const id = `tier_star_${count}`;
  const fields = { ...tierFields, id, program_id: programId, recommended };
  const { status } = await as(admin).post(`${catalog}/tiers`, fields);
  expect(status).toBe(201);
  return id;
}

async function newProgram(evaluations: number, recommended = true) {
  count += 1;
  const steps = Array.from({ length: evaluations }, () => stepFields);
  const fields = { ...programFields, name: `star-${count}`, steps, recommended };
  const { status, body } = await as(admin).post(`${catalog}/programs`, fields);
  expect([status, body.recommended]).toEqual([201, recommended]);
  return body as { id: number; name: string };
}

const editTier = (id: string, programId: number, version: number) =>
  as(admin).put(`${catalog}/tiers/${id}`, {
    ...tierFields,
    program_id: programId,
    recommended: true,
    version,
  });
const editProgram = (id: number, fields: object) =>
  as(admin).put(`${catalog}/programs/${String(id)}`, { ...programFields, version: 1, ...fields });
const archive = (of: string, fields: object) =>
  as(admin).put(`${catalog}/${of}`, { version: 1, reason, ...fields });

/** The recommended tiers, then the recommended programs. */
async function recommended(): Promise<(string | number)[]> {
  const { rows: tiers } = await sql("select id from tiers where recommended order by id");
  const { rows: programs } = await sql("select id from programs where recommended order by id");
  return [...tiers, ...programs].map(({ id }) => id);
}

test("POST tiers and programs: recommended → taken from the others of its model alone, with audit entries", async () => {
  const two = await newProgram(2);
  const one = await newProgram(1);
  expect(await recommended()).toEqual([two.id, one.id]);
  const first = await newTier(one.id);
  expect(await recommended()).toEqual([first, two.id]);
  const second = await newTier(one.id);
  expect(await recommended()).toEqual([second, two.id]);
  const third = await newProgram(1);
  expect(await recommended()).toEqual([two.id, third.id]);
  for (const [subject, action] of [
    [one.id, "program.edit"],
    [first, "tier.edit"],
    [second, "tier.edit"],
  ] as const) {
    expect((await auditOf(String(subject))).at(-1)).toMatchObject({
      action,
      before: { recommended: true },
      after: { recommended: false },
    });
  }
});

test("PUT programs/{id}: recommended → moved to it; left out → stays; other phases → of its new model", async () => {
  const { id, name } = await newProgram(2, false);
  const other = await newProgram(2);
  const one = await newProgram(1);
  const steps = [stepFields, stepFields];
  expect((await editProgram(id, { name, steps, recommended: true })).body).toMatchObject({
    recommended: true,
  });
  expect(await recommended()).toEqual([id, one.id]);
  expect(other.id).not.toBe(id);
  expect((await editProgram(id, { name, steps, version: 2 })).body.recommended).toBe(true);
  await editProgram(id, { name, steps: [stepFields], recommended: true, version: 3 });
  expect(await recommended()).toEqual([id]);
});

test("GET /prop/programs: → says which is recommended", async () => {
  const { id } = await newProgram(1);
  const { body } = await as(admin).get("/prop/programs");
  const marked = body.rows.filter((program: { recommended: boolean }) => program.recommended);
  expect(marked.map((program: { id: number }) => program.id)).toEqual([id]);
});

test("PUT tiers/{id}/archived and programs/{id}/status: archived → loses the recommendation for good", async () => {
  const { id, name } = await newProgram(1, false);
  const tier = await newTier(id);
  await archive(`tiers/${tier}/archived`, { archived: true });
  expect(await recommended()).toEqual([]);
  await archive(`tiers/${tier}/archived`, { archived: false, version: 2 });
  expect(await recommended()).toEqual([]);
  await editProgram(id, { name, recommended: true });
  expect(await recommended()).toEqual([id]);
  await archive(`programs/${id}/status`, { status: "archived", version: 2 });
  expect(await recommended()).toEqual([]);
  expect((await auditOf(String(id))).at(-1)).toMatchObject({
    before: { status: "active", recommended: true },
    after: { status: "archived", recommended: false },
  });
});

test("PUT tiers/{id} and programs/{id}: archived, to be recommended → a message at the field, nothing taken", async () => {
  const { id, name } = await newProgram(1, false);
  const tier = await newTier(id, false);
  await archive(`tiers/${tier}/archived`, { archived: true });
  await archive(`programs/${id}/status`, { status: "archived" });
  const star = await newProgram(1);
  expect(fieldMessages(await editTier(tier, id, 2))).toEqual({
    recommended: "can't be set: this tier is archived",
  });
  const edited = await editProgram(id, { name, recommended: true, version: 2 });
  expect(fieldMessages(edited)).toEqual({
    recommended: "can't be set: this program is archived",
  });
  expect(await recommended()).toEqual([star.id]);
});

test("PUT tiers/{id} and programs/{id}: concurrent recommendations → all succeed, one is left", async () => {
  const programs = await Promise.all(
    [1, 1, 1].map((evaluations) => newProgram(evaluations, false)),
  );
  const [first] = programs;
  if (!first) throw new Error("no program");
  const tiers = [await newTier(first.id, false), await newTier(first.id, false)];
  const responses = await Promise.all([
    ...tiers.map((id) => editTier(id, first.id, 1)),
    ...programs.map(({ id, name }) => editProgram(id, { name, recommended: true })),
  ]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await recommended()).toHaveLength(1);
});
