import { expect, test } from "vitest";
import { connection } from "@/lib/core/database";
import { poolForWorker } from "./pool-for-worker";

test("poolForWorker: a connection is released twice → the second release is ignored", async () => {
  const { pool } = connection();
  await new Promise<void>((resolve, reject) => {
    poolForWorker(pool, pool).connect((error, _, release) => {
      if (error) return reject(error);
      release();
      release();
      resolve();
    });
  });
  expect((await poolForWorker(pool, pool).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});
