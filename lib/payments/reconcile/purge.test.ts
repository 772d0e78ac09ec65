import { expect, test } from "vitest";
import { tasks } from "@/lib/worker/tasks";
import { sql } from "@/testing/database/sql";

const runTask = tasks["purge-reconciliations"];
const run = () => runTask({}, { job: { id: "1", attempts: 1, max_attempts: 1 } } as never);
const add = (daysAgo: number) =>
  sql(
    "insert into reconciliations (since, started_at, finished_at, compared, findings) values (now(), now(), now() - make_interval(days => $1), 0, '[]')",
    [daysAgo],
  );
const ages = async () =>
  (
    await sql(
      "select extract(day from now() - finished_at)::int as days from reconciliations order by id",
    )
  ).rows.map(({ days }) => days);

test("purgeReconciliations: older than the retention → deleted, newer ones stay", async () => {
  for (const days of [200, 181, 179, 1]) await add(days);
  await run();
  expect(await ages()).toEqual([179, 1]);
});

test("purgeReconciliations: the last one is old → not deleted, since alerts read its time", async () => {
  await sql("update reconciliations set finished_at = now() - interval '300 days'");
  await run();
  expect(await ages()).toEqual([300]);
});
