import { Fragment } from "react";
import { termsOfPurchase } from "@/lib/core/terms-of-purchase";
import { TextLink } from "../ui/text-link";
import classes from "./terms.module.css";

interface Props {
  firmName: string;
  supportEmail: string;
  version: string;
}

/** The terms of purchase. */
export function Terms({ firmName, supportEmail, version }: Props) {
  return (
    <article className={classes.terms}>
      <h1>Terms of purchase</h1>
      <p className={classes.version}>
        Version {version}. The version in effect at purchase is saved with your order.
      </p>
      {termsOfPurchase({ firmName, supportEmail }).map(({ title, paragraphs }) => (
        <Fragment key={title}>
          <h2>{title}</h2>
          {paragraphs.map((text) => (
            <p key={text}>
              <WithLinks text={text} email={supportEmail} />
            </p>
          ))}
        </Fragment>
      ))}
    </article>
  );
}

/** A text in which the address is a link. */
const WithLinks = ({ text, email }: { text: string; email: string }) =>
  text.split(email).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
    <Fragment key={i}>
      {i > 0 && <TextLink href={`mailto:${email}`}>{email}</TextLink>}
      {part}
    </Fragment>
  ));
