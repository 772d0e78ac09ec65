import { ButtonLink } from "../ui/button-link";
import classes from "./auth-card.module.css";

interface Props {
  /** What to do now. */
  children: string;
  way: { href: string; text: string };
}

/** A link of an e-mail that works no more, and the way to another one. */
export function DeadLink({ children, way }: Props) {
  return (
    <>
      <p className={classes.said}>This link was used already or is too old. {children}</p>
      <ButtonLink href={way.href} mt="md" size="md" fullWidth>
        {way.text}
      </ButtonLink>
    </>
  );
}
