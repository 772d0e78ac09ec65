import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

interface ReceivedEmail {
  to: string[];
  /** The message as it was received: headers and body. */
  raw: string;
}

/**
 * Starts an SMTP server on loopback, and sets it as this process's mail server: call it before the settings are read.
 * `rejections` maps a recipient to the server's reply, such as `550 no such user`.
 */
export async function mailServer() {
  const received: ReceivedEmail[] = [];
  const rejections = new Map<string, string>();
  let server = open();
  await listen(0);
  const { port } = server.server.address() as AddressInfo;
  const url = `smtp://127.0.0.1:${port}`;
  process.env.SMTP_URL = url;
  process.env.MAIL_FROM = "The Firm <desk@firm.example>";

  function open() {
    const opened = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      disableReverseLookup: true,
      onRcptTo({ address }, _session, done) {
        const rejection = rejections.get(address);
        if (!rejection) return done();
        const responseCode = Number(rejection.slice(0, 3));
        done(Object.assign(new Error(rejection.slice(4)), { responseCode }));
      },
      onData(stream, { envelope }, done) {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const to = envelope.rcptTo.map(({ address }) => address);
          received.push({ to, raw: Buffer.concat(chunks).toString("utf8") });
          done();
        });
      },
    });
    // A client that is killed cuts its connection.
    opened.on("error", () => {});
    return opened;
  }
  async function listen(at: number) {
    server.listen(at, "127.0.0.1");
    await once(server.server, "listening");
  }
  return {
    url,
    received,
    rejections,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
    async restart() {
      server = open();
      await listen(port);
    },
  };
}

const header = (raw: string) => raw.slice(0, raw.indexOf("\r\n\r\n"));

/** The subjects of received emails. */
export const subjectsOf = (emails: { raw: string }[]) =>
  emails.map(({ raw }) => headerOf(raw, "Subject"));

/** The names of the headers of a message, in lower case. */
export const headerNames = (raw: string) =>
  [...header(raw).matchAll(/^([\w-]+):/gm)].map(([, name = ""]) => name.toLowerCase());

/** A header of a message, unfolded. */
export const headerOf = (raw: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, "im").exec(header(raw).replace(/\r\n[ \t]+/g, " "))?.[1];

/** The decoded text and HTML of a message. */
export function partsOf(raw: string): { text: string; html: string } {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? "";
  const parts = raw.split(`--${boundary}`).map((part) => ({
    type: /Content-Type: (\S+?);/i.exec(part)?.[1],
    body: decoded(part),
  }));
  const of = (type: string) => parts.find((part) => part.type === type)?.body ?? "";
  return { text: of("text/plain"), html: of("text/html") };
}

function decoded(part: string): string {
  const body = part.slice(part.indexOf("\r\n\r\n") + 4);
  const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(part)?.[1];
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
