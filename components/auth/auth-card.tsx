import type { ReactNode } from "react";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";

interface Props {
  title: string;
  /** What waits after signing in: "You were buying …". */
  note?: string | null;
  /** The way to the other page, where there is one. */
  other?: { question: string; href: string; text: string };
  children: ReactNode;
}

/** The one card of the pages that let people in. */
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
