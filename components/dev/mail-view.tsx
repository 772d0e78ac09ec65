import dashboard from "@/components/dashboard/dashboard.module.css";
import type { SavedEmail } from "@/lib/emails/schemas";
import { BackLink } from "../ui/back-link";
import { FactList } from "../ui/fact-list";
import { TimeAgo } from "../ui/time-ago";
import classes from "./mail.module.css";

/** One saved email, as HTML and as plain text. */
export function MailView({ mail }: { mail: SavedEmail }) {
  return (
    <>
      <BackLink href="/dev/mail">Email</BackLink>
      <h1 className={dashboard.heading}>{mail.subject}</h1>
      <FactList facts={{ To: mail.to, When: <TimeAgo at={mail.at} /> }} />
      <section className={classes.part} aria-labelledby="html">
        <h2 id="html">HTML</h2>
        <iframe className={classes.html} title={mail.subject} srcDoc={mail.html} sandbox="" />
      </section>
      <section className={classes.part} aria-labelledby="text">
        <h2 id="text">Plain text</h2>
        <pre className={classes.text}>{mail.text}</pre>
      </section>
    </>
  );
}
