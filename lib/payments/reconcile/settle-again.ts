import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { paymentDisputes, paymentRefunds, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import { applyRestrictions, openForPayment, resumeProvisioning } from "@/lib/prop-accounts";
import { addJob, isQueuedSql } from "@/lib/queue/enqueue";
import { deriveStatus } from "../facts/derive-status";
import { paidItemOf } from "../facts/paid-item";

/**
 * Starts what a paid payment's facts call for, in case its job was lost or has failed permanently: opens and provisions its
 * account, credits its wallet or buys its program. Does nothing while a job of it is pending or running.
 */
export const settleAgain = ({ db, log }: Context, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const [payment] = await tx
      .select()
      .from(payments)
      .where(eq(payments.id, id))
      .for("no key update");
    if (payment?.intentStatus !== "succeeded") return;
    const item = paidItemOf(payment);
    switch (item.kind) {
      case "program":
        await enqueueIfNone(tx, "settle-program-payment", id);
        break;
      case "deposit":
        await enqueueIfNone(tx, "settle-deposit", id);
        break;
      case "challenge": {
        const refunds = await tx
          .select()
          .from(paymentRefunds)
          .where(eq(paymentRefunds.paymentId, id));
        const disputes = await tx
          .select()
          .from(paymentDisputes)
          .where(eq(paymentDisputes.paymentId, id));
        await openForPayment(tx, { ...payment, ...item });
        await applyRestrictions(tx, id, deriveStatus(payment, refunds, disputes).restrictions);
        await resumeProvisioning(tx, id);
      }
    }
    log.warn({ payment_id: id }, "payment.settled_again");
  });

type SettleTask = "settle-program-payment" | "settle-deposit";

async function enqueueIfNone(tx: Transaction, name: SettleTask, payment_id: string): Promise<void> {
  const payload = { payment_id };
  await tx.execute(sql`select ${addJob(name, payload)} where not ${isQueuedSql(name, payload)}`);
}
