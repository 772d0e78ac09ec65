import { connection } from "@/lib/core/database";

/** Runs SQL in the test file's database. */
export const sql = (text: string, values: unknown[] = []) => connection().pool.query(text, values);
