import { headerOf, mailServer, partsOf } from "@/testing/stand-ins/mail-server";

/** An email that the mail server accepted. */
export interface Email {
  /** Its Message-ID: the same each time that it is sent. */
  id: string;
  kind: string;
  to: string;
  text: string;
}

export type Mailbox = Awaited<ReturnType<typeof startMailbox>>;

/** Starts the firm's mail server. */
export async function startMailbox() {
  const server = await mailServer();
  return {
    url: server.url,
    /** Every accepted email in order, including repeated ones. */
    emails: (): Email[] =>
      server.received.map(({ to, raw }) => {
        const id = headerOf(raw, "Message-ID") ?? "without an id";
        // A Message-ID begins with the kind of the email.
        const [kind = ""] = id.replace(/^</, "").split(".");
        return { id, kind, to: to.join(), text: partsOf(raw).text };
      }),
    stop: server.stop,
  };
}
