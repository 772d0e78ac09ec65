import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { expect, test } from "vitest";

const receivedPasswords: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  disabledCommands: ["STARTTLS"],
  disableReverseLookup: true,
  onAuth: ({ password }, _session, done) => {
    receivedPasswords.push(password ?? "");
    done(null, { user: "firm" });
  },
});
server.listen(0, "127.0.0.1");
await once(server.server, "listening");
const { port } = server.server.address() as AddressInfo;
process.env.SMTP_URL = `smtp://firm:a-secret-of-the-firm@127.0.0.1:${port}`;
process.env.MAIL_FROM = "desk@firm.example";

test("sendOverSmtp: a password, and a server without TLS → throws, the password isn't sent", async () => {
  const { sendOverSmtp } = await import("./smtp");
  const email = { kind: "receipt", to: "a@b.example", subject: "s", text: "t", html: "h" } as const;
  await expect(sendOverSmtp("receipt.job_1", email)).rejects.toThrow(
    /^the mail server did not accept the email: ETLS/,
  );
  expect(receivedPasswords).toEqual([]);
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
