import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

interface Received {
  to: string[];
  /** The message as it came: headers and body. */
  raw: string;
}

/**
 * A real SMTP server on loopback. Call it before the settings are read: it becomes this process's mail
 * server. `refusing` maps a recipient to what the server says to them.
 */
export async function mailServer() {
  const received: Received[] = [];
  const refusing = new Map<string, string>();
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
        const refusal = refusing.get(address);
        if (!refusal) return done();
        const responseCode = Number(refusal.slice(0, 3));
        done(Object.assign(new Error(refusal.slice(4)), { responseCode }));
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
    // A client that was killed cuts its connection off.
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
    refusing,
    /** From now on nobody answers at its port. */
    goAway: () => new Promise<void>((resolve) => server.close(() => resolve())),
    async comeBack() {
      server = open();
      await listen(port);
    },
  };
}

const header = (raw: string) => raw.slice(0, raw.indexOf("\r\n\r\n"));

/** The names of a message's headers. */
export const headerNames = (raw: string) =>
  [...header(raw).matchAll(/^([\w-]+):/gm)].map(([, name = ""]) => name.toLowerCase());

/** A header of a message, unfolded. */
export const headerOf = (raw: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, "im").exec(header(raw).replace(/\r\n[ \t]+/g, " "))?.[1];

/** The parts of a message, decoded: as text and as HTML. */
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
