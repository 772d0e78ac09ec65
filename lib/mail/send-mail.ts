import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { metrics } from "@/lib/metrics";
import { keepMail } from "./kept-mail";
import { writeLetter } from "./letters";
import { sendsMail } from "./mail";
import { render } from "./render";
import type { MailJob } from "./schemas";
import { sendOverSmtp } from "./smtp";

/**
 * Writes and sends the e-mail of a job; where there is no mail server the embedded stack keeps it in a
 * file, and production drops what was enqueued while it had one. An address that the server refuses for good is given up. Throws where the server is away or
 * asks to be tried again; repeat it then.
 */
export async function sendMail(ctx: Context, job: MailJob): Promise<void> {
  const { kind } = job;
  if (!sendsMail()) {
    return ctx.log.info({ kind }, "no mail: there is no mail server any more");
  }
  const addressed = await writeLetter(ctx.db, job);
  if (!addressed) return ctx.log.info({ kind }, "no mail: it is no longer so");
  const mail = { kind, to: addressed.to, ...render(addressed.letter) };
  // The same for each try of a job, so that a mailbox knows one that comes twice.
  const id = `${kind}.${ctx.requestId}`;
  const outcome = env().SMTP_URL ? await sendOverSmtp(id, mail) : await keepMail(mail);
  metrics().mails.inc({ kind, outcome });
  if (outcome === "refused") ctx.log.warn({ kind }, "the mail server refuses the address for good");
  else ctx.log.info({ kind, outcome }, "mail sent");
}
