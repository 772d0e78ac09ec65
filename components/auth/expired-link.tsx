import { ButtonLink } from "../ui/button-link";
import classes from "./auth-card.module.css";

interface Props {
  /** What to do now. */
  children: string;
  action: { href: string; text: string };
}

/** For an emailed link that was used or has expired: says so, and links to a new one. */
export function ExpiredLink({ children, action }: Props) {
  return (
    <>
      <p className={classes.said}>This link has already been used or has expired. {children}</p>
      <ButtonLink href={action.href} mt="md" size="md" fullWidth>
        {action.text}
      </ButtonLink>
    </>
  );
}
