import { asc, eq, inArray } from "drizzle-orm";
import { financeOperations, postings } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { formatMoney } from "@/lib/core/money";
import { ofPurchase } from "../of-purchase";
import type { DetailStep, StepSubject } from "../schemas";
import { step } from "./detail";

type Operation = typeof financeOperations.$inferSelect;
type Posting = typeof postings.$inferSelect;

const MOST = 200;

/** The operations of a purchase, each with its postings and the order that reversed it. */
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
    step(row.createdAt, "", "Trading server", {
      id: `order ${row.orderNo}`,
      what: operationSubject(row),
      code: row.comment,
      status: row.rejection === null ? "booked" : "refused",
      notes: row.rejection === null ? [] : [`Rejected: ${row.rejection}`],
      evidence: evidenceOf(
        row,
        sides.filter(({ orderNo }) => orderNo === row.orderNo),
      ),
      ids: [{ label: "order", id: String(row.orderNo), list: "operations" }],
    }),
  );
}

/** An operation as the subject of a step. */
export const operationSubject = ({ comment, reason, amountCents }: Operation): StepSubject => ({
  kind: "operation",
  comment,
  reason,
  amount: Number(amountCents),
});

const evidenceOf = (row: Operation, sides: Posting[]) => [
  ...(row.rejection === null ? sides.map(postingLabel) : []),
  ...(row.reversesOrder === null ? [] : [`reverses order ${row.reversesOrder}`]),
  ...(row.reversedByOrder === null ? [] : [`reversed by order ${row.reversedByOrder}`]),
];

/** A posting of an operation, as `login 100001: −$499.00`. */
export const postingLabel = ({ login, houseAccount, amountCents, currency }: Posting): string =>
  `${login === null ? houseAccount : `login ${login}`}: ${formatMoney(amountCents, currency)}`;

/** The postings of one operation. */
export const postingsOf = ({ db }: Context, orderNo: number): Promise<Posting[]> =>
  db.select().from(postings).where(eq(postings.orderNo, orderNo));
