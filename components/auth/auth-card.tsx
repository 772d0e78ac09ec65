import type { ReactNode } from "react";
import { withReturn } from "@/lib/client/return-path";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";

interface Props {
  title: string;
  /** What waits after signing in: "You were buying …". */
  note: string | null;
  other: { question: string; page: "/sign-in" | "/sign-up"; text: string };
  /** Where to go afterwards; the other page is told too. */
  callbackUrl: string;
  children: ReactNode;
}

/** The one card of the sign-in and sign-up pages, each with the way to the other. */
export function AuthCard({ title, note, other, callbackUrl, children }: Props) {
  return (
    <section className={classes.card}>
      <h1 className={classes.title}>{title}</h1>
      {note && <p className={classes.note}>{note}</p>}
      {children}
      <p className={classes.other}>
        {other.question}{" "}
        <TextLink href={withReturn(other.page, callbackUrl)}>{other.text}</TextLink>
      </p>
    </section>
  );
}
