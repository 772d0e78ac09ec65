import { createTransport } from "nodemailer";
import SMTPTransport from "nodemailer/lib/smtp-transport/index.js";
import { readEmail } from "@/lib/core/email-address";
import { env } from "@/lib/core/env";
import type { SentEmail } from "./schemas";

// A server that is slower counts as unreachable: the job is tried again.
const TIMEOUT_MS = 20_000;

/**
 * Sends an email. "rejected": the server rejects this address or message permanently. Throws an error, which
 * holds no address, if trying again may help.
 */
export async function sendOverSmtp(id: string, email: SentEmail): Promise<"sent" | "rejected"> {
  const { SMTP_URL = "", MAIL_FROM = "", SUPPORT_EMAIL } = env();
  // createTransport ignores all other options if it is given a url.
  const transport = createTransport(
    new SMTPTransport({
      url: SMTP_URL,
      // A password is never sent without TLS.
      requireTLS: new URL(SMTP_URL).username !== "",
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    }),
  );
  try {
    await transport.sendMail({
      messageId: `<${id}@${domainOf(MAIL_FROM)}>`,
      from: MAIL_FROM,
      replyTo: SUPPORT_EMAIL,
      // An object: text would be parsed, and could be read as several addresses.
      to: { name: "", address: email.to },
      subject: email.subject,
      text: email.text,
      html: email.html,
      headers: { "Auto-Submitted": "auto-generated" },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return "sent";
  } catch (error) {
    if (isPermanent(error)) return "rejected";
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

/** A 5xx about the recipient or the message. One about our sender or password is a fault of our settings. */
function isPermanent(error: unknown): boolean {
  const status = Number(fieldOf(error, "responseCode"));
  const command = String(fieldOf(error, "command"));
  return status >= 500 && status < 600 && ["RCPT TO", "DATA"].includes(command);
}

/** Servers quote the address in their reply, and the error of a job is stored and logged. */
function withoutAddress(error: unknown): Error {
  const [code, status, command] = ["code", "responseCode", "command"].map((name) =>
    fieldOf(error, name),
  );
  const details = [code, status, command].filter((part) => part !== undefined).join(" ");
  return new Error(`the mail server did not accept the email: ${details || "no reply"}`);
}
