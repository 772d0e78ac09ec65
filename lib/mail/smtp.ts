import { createTransport } from "nodemailer";
import SMTPTransport from "nodemailer/lib/smtp-transport/index.js";
import { readEmail } from "@/lib/email-address";
import { env } from "@/lib/env";
import type { Mail } from "./schemas";

// A server that is slower than this is away: the job comes again.
const ANSWER_MS = 20_000;

/**
 * Sends a mail. "refused": the server won't take it for this address, now or later. Throws an error
 * without any address in it where trying again may help.
 */
export async function sendOverSmtp(id: string, mail: Mail): Promise<"sent" | "refused"> {
  const { SMTP_URL = "", MAIL_FROM = "", SUPPORT_EMAIL } = env();
  // Made by hand: createTransport itself forgets all options beside a url.
  const transport = createTransport(
    new SMTPTransport({
      url: SMTP_URL,
      // A password is sent over TLS or not at all.
      requireTLS: new URL(SMTP_URL).username !== "",
      connectionTimeout: ANSWER_MS,
      greetingTimeout: ANSWER_MS,
      socketTimeout: ANSWER_MS,
    }),
  );
  try {
    await transport.sendMail({
      messageId: `<${id}@${domainOf(MAIL_FROM)}>`,
      from: MAIL_FROM,
      replyTo: SUPPORT_EMAIL,
      // As an object: as text it would be parsed, and might be read as several.
      to: { name: "", address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: { "Auto-Submitted": "auto-generated" },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return "sent";
  } catch (error) {
    if (isForGood(error)) return "refused";
    throw withoutAddress(error);
  } finally {
    transport.close();
  }
}

/** The domain of a sender, in ASCII as message ids are. */
function domainOf(from: string): string {
  const read = readEmail(/([^\s<>]+?)>?$/.exec(from)?.[1] ?? "");
  return read.ok ? read.email.slice(read.email.lastIndexOf("@") + 1) : "localhost";
}

const fieldOf = (error: unknown, name: string): unknown =>
  typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;

/** A 5xx to the recipient or the message itself. One to our sender or password is ours to repair. */
function isForGood(error: unknown): boolean {
  const status = Number(fieldOf(error, "responseCode"));
  const command = String(fieldOf(error, "command"));
  return status >= 500 && status < 600 && ["RCPT TO", "DATA"].includes(command);
}

/** Servers quote the address in what they answer, and a job's error is kept and logged. */
function withoutAddress(error: unknown): Error {
  const [code, status, command] = ["code", "responseCode", "command"].map((name) =>
    fieldOf(error, name),
  );
  const said = [code, status, command].filter((part) => part !== undefined).join(" ");
  return new Error(`the mail server did not take the mail: ${said || "no answer"}`);
}
