import type { ReactNode } from "react";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";

interface Props {
  title: string;
  /** What the visitor was doing before: "Your order: …". */
  note?: string | null;
  /** A link to the other page (sign-up or sign-in), if there is one. */
  other?: { question: string; href: string; text: string };
  children: ReactNode;
}

/** The card of the sign-in, sign-up and password pages. */
export function AuthCard({ title, note, other, children }: Props) {
  return (
    <section className={classes.card}>
      <h1 className={classes.title}>{title}</h1>
      {note && <p className={classes.note}>{note}</p>}
      {children}
      {other && (
        <p className={classes.other}>
          {other.question} <TextLink href={other.href}>{other.text}</TextLink>
        </p>
      )}
    </section>
  );
}
