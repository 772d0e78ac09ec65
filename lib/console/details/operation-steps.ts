import { asc, eq, inArray } from "drizzle-orm";
import { financeOperations, postings } from "@/db/schema";
import type { Context } from "@/lib/context";
import { formatMoney } from "@/lib/money";
import { ofPurchase } from "../of-purchase";
import type { DetailStep } from "../schemas";
import { step } from "./detail";

type Operation = typeof financeOperations.$inferSelect;
type Posting = typeof postings.$inferSelect;

const MOST = 200;

/** The movements of a purchase, each with its postings and what it takes back. */
export async function operationSteps({ db }: Context, purchaseId: string): Promise<DetailStep[]> {
  const rows = await db
    .select()
    .from(financeOperations)
    .where(ofPurchase(financeOperations.login, financeOperations.apiData, purchaseId))
    .orderBy(asc(financeOperations.orderNo))
    .limit(MOST);
  if (rows.length === 0) return [];
  const sides = await db
    .select()
    .from(postings)
    .where(
      inArray(
        postings.orderNo,
        rows.map(({ orderNo }) => orderNo),
      ),
    );
  return rows.map((row) =>
    step(row.createdAt, row.comment, "the trading server", {
      id: `order ${row.orderNo}`,
      status: row.refusal === null ? "booked" : "refused",
      notes: notesOf(
        row,
        sides.filter(({ orderNo }) => orderNo === row.orderNo),
      ),
      ids: [{ label: "order", id: String(row.orderNo), list: "operations" }],
    }),
  );
}

const notesOf = (row: Operation, sides: Posting[]) => [
  ...(row.refusal === null ? sides.map(postingWords) : [`refused: ${row.refusal}`]),
  ...(row.reversesOrder === null ? [] : [`takes back order ${row.reversesOrder}`]),
  ...(row.reversedByOrder === null ? [] : [`taken back by order ${row.reversedByOrder}`]),
];

/** A side of an operation, as `login 100001: −$499.00`. */
export const postingWords = ({ login, houseAccount, amountCents, currency }: Posting): string =>
  `${login === null ? houseAccount : `login ${login}`}: ${formatMoney(amountCents, currency)}`;

/** The sides of one operation. */
export const postingsOf = ({ db }: Context, orderNo: number): Promise<Posting[]> =>
  db.select().from(postings).where(eq(postings.orderNo, orderNo));
