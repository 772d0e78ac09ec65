import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { newProgram } from "@/testing/catalog/programs";
import { sql } from "@/testing/database/sql";
import { findProgramPage, listProgramSlugs } from ".";

let id: number;
let slug: string;
beforeEach(async () => {
  id = await newProgram();
  slug = (await sql("select slug from programs where id = $1", [id])).rows[0].slug;
});

const setStatus = (status: number) =>
  sql("update programs set status = $1 where id = $2", [status, id]);
let tierCount = 0;
async function addTier() {
  tierCount += 1;
  const tier = `page_${tierCount}`;
  await sql(
    "insert into tiers (id, name, program_id, account_size, price_cents) values ($1, 'Page', $2, 75000, 30000)",
    [tier, id],
  );
  await sql("insert into tier_markets values ($1, 'crypto', 'crypto')", [tier]);
  return tier;
}
const page = () => findProgramPage(database(), slug);
const isListed = async () => (await listProgramSlugs(database())).includes(slug);

test("findProgramPage: on sale to wallets and by card → the program with both", async () => {
  const tier = await addTier();
  expect(await page()).toMatchObject({
    program: { id, slug, steps: [{ initial_balance: 100_000 }] },
    isForWallets: true,
    tiers: [{ id: tier, program_slug: slug, account_size: 75_000 }],
  });
  expect(await isListed()).toBe(true);
});

test("findProgramPage: disabled → shown, not for wallets; archived → null; still sold by card → shown", async () => {
  await setStatus(1);
  expect(await page()).toMatchObject({ isForWallets: false, tiers: [] });
  expect(await isListed()).toBe(false);
  await setStatus(2);
  expect(await page()).toBeNull();
  const tier = await addTier();
  expect(await page()).toMatchObject({ isForWallets: false, tiers: [{ id: tier }] });
  expect(await isListed()).toBe(true);
  await sql("update tiers set archived_at = now() where id = $1", [tier]);
  expect(await page()).toBeNull();
  expect(await isListed()).toBe(false);
});

test("findProgramPage: an unknown slug, and a program without phases → null", async () => {
  expect(await findProgramPage(database(), "no-such-program")).toBeNull();
  expect(await findProgramPage(database(), slug.toUpperCase())).toBeNull();
  await sql("delete from program_steps where program_id = $1", [id]);
  expect(await page()).toBeNull();
});

test("listProgramSlugs: the demo catalog → each program on sale once, in catalog order", async () => {
  const { rows } = await sql(
    `select slug from programs p where status = 0 or exists (
       select from tiers t where t.program_id = p.id and t.archived_at is null)
     order by sort_index, id`,
  );
  expect(await listProgramSlugs(database())).toEqual(rows.map((row) => row.slug));
});
