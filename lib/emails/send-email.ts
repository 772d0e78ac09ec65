import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { isErasedEmail } from "@/lib/core/erased-email";
import { metrics } from "@/lib/core/metrics";
import { isEmailEnabled } from "@/lib/mail";
import type { EmailJob } from "@/lib/queue/email-job";
import { recordEmail } from "./record-email";
import { renderEmail } from "./render-email";
import { saveEmail } from "./saved-emails";
import { sendOverSmtp } from "./smtp";
import { composeEmail } from "./templates";

/**
 * Composes and sends the email of a job. Without a mail server the embedded stack saves it to a file, and
 * production drops it. An address that the server rejects permanently is given up. Throws if the server is
 * unreachable or asks to be tried again: repeat the job then.
 */
export async function sendEmail(ctx: Context, job: EmailJob): Promise<void> {
  const { kind } = job;
  if (!isEmailEnabled()) {
    return ctx.log.info({ kind, reason: "disabled" }, "email.skipped");
  }
  const addressed = await composeEmail(ctx.db, job);
  if (!addressed) return ctx.log.info({ kind, reason: "outdated" }, "email.skipped");
  if (isErasedEmail(addressed.to)) {
    return ctx.log.info({ kind, reason: "customer erased" }, "email.skipped");
  }
  const email = { kind, to: addressed.to, ...renderEmail(addressed.content) };
  // The same for each attempt of a job, so that a mailbox recognizes an email that arrives twice.
  const id = `${kind}.${ctx.requestId}`;
  const outcome = env().SMTP_URL ? await sendOverSmtp(id, email) : await saveEmail(email);
  metrics().mails.inc({ kind, outcome });
  const status = outcome === "rejected" ? "rejected" : "sent";
  // A repeated job would send the email again.
  await recordEmail(ctx, { ...addressed, id, job, subject: email.subject, status }).catch((err) =>
    ctx.log.warn({ kind, err }, "email.not_recorded"),
  );
  if (outcome === "rejected") ctx.log.warn({ kind }, "email.rejected");
  else ctx.log.info({ kind, outcome }, "email.sent");
}
