import type { ReactNode } from "react";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";

interface Other {
  question: string;
  href: string;
  text: string;
}

interface Props {
  title: string;
  /** What the visitor was doing before: "Your order: …". */
  note?: string | null;
  /** A link to the other page (sign-up or sign-in), if there is one. */
  other?: Other;
  children: ReactNode;
}

/** The card of the sign-in, sign-up and password pages. */
export function AuthCard({ title, note, other, children }: Props) {
  return (
    <section className={classes.card}>
      <h1 className={classes.title}>{title}</h1>
      {note && <p className={classes.note}>{note}</p>}
      {children}
      {other && <OtherPage {...other} />}
    </section>
  );
}

/** The line with the link to the other page. */
export const OtherPage = ({ question, href, text }: Other) => (
  <p className={classes.other}>
    {question} <TextLink href={href}>{text}</TextLink>
  </p>
);
