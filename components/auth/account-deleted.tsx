import { ButtonLink } from "../ui/button-link";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";

/** What happens after an account was deleted, and how to undo it. */
export function AccountDeleted({ supportEmail }: { supportEmail: string }) {
  return (
    <>
      <p className={classes.said}>
        You've been signed out everywhere. We'll remove your personal data after 24 hours. If you
        change your mind before then, email{" "}
        <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>.
      </p>
      <ButtonLink href="/" mt="md" size="md" fullWidth>
        Go to the store
      </ButtonLink>
    </>
  );
}
