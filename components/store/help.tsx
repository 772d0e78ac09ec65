import Link from "next/link";
import { legalKinds, legalPath, legalTitles } from "@/lib/core/legal-pages";
import { ButtonLink } from "../ui/button-link";
import { TextLink } from "../ui/text-link";
import classes from "./help.module.css";
import { Questions } from "./questions";

/** The help page: how to reach support, the common questions, and where partners read on. */
export function Help({ supportEmail }: { supportEmail: string }) {
  return (
    <>
      <h1 className={classes.title}>Help</h1>
      <section className={classes.contact} aria-labelledby="contact">
        <div>
          <h2 id="contact">Contact support</h2>
          <p>
            Email us at <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>. If it's
            about a payment or an account, include its ID: you can copy it on your{" "}
            <Link href="/dashboard">dashboard</Link> or the account's page.
          </p>
        </div>
        <ButtonLink href={`mailto:${supportEmail}`} variant="default">
          Email support
        </ButtonLink>
      </section>
      <Questions supportEmail={supportEmail} />
      <ul className={classes.more} aria-label="More">
        {legalKinds.map((kind) => (
          <li key={kind}>
            <Link href={legalPath(kind)}>{legalTitles[kind]}</Link>
          </li>
        ))}
        <li>
          <Link href="/docs" prefetch={false}>
            API documentation for partners
          </Link>
        </li>
      </ul>
    </>
  );
}
