import dashboard from "@/components/dashboard/dashboard.module.css";
import type { KeptMail } from "@/lib/mail/schemas";
import { BackLink } from "../ui/back-link";
import { FactList } from "../ui/fact-list";
import { TimeAgo } from "../ui/time-ago";
import classes from "./mail.module.css";

/** One e-mail as its reader would see it, and as plain text. */
export function MailView({ mail }: { mail: KeptMail }) {
  return (
    <>
      <BackLink href="/dev/mail">E-mail</BackLink>
      <h1 className={dashboard.heading}>{mail.subject}</h1>
      <FactList facts={{ To: mail.to, When: <TimeAgo at={mail.at} /> }} />
      <section className={classes.part} aria-labelledby="html">
        <h2 id="html">As HTML</h2>
        <iframe className={classes.html} title={mail.subject} srcDoc={mail.html} sandbox="" />
      </section>
      <section className={classes.part} aria-labelledby="text">
        <h2 id="text">As text</h2>
        <pre className={classes.text}>{mail.text}</pre>
      </section>
    </>
  );
}
