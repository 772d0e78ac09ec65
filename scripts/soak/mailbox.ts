import { headerOf, mailServer, partsOf } from "@/testing/mail-server";

/** An email that the mail server took. */
export interface Email {
  /** Its Message-ID: the same each time that it is sent, so that a mailbox shows it once. */
  id: string;
  kind: string;
  to: string;
  text: string;
}

export type Mailbox = Awaited<ReturnType<typeof startMailbox>>;

/** The mail server of the firm. */
export async function startMailbox() {
  const server = await mailServer();
  return {
    url: server.url,
    /** Every email that was taken, in order, also one that was sent twice. */
    emails: (): Email[] =>
      server.received.map(({ to, raw }) => {
        const id = headerOf(raw, "Message-ID") ?? "without an id";
        // The product names its emails by their kind and the job that sends them.
        const [kind = ""] = id.replace(/^</, "").split(".");
        return { id, kind, to: to.join(), text: partsOf(raw).text };
      }),
    stop: server.goAway,
  };
}
