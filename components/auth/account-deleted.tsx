import { ButtonLink } from "../ui/button-link";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";

/** What happens after an account was deleted, and how to undo it. */
export function AccountDeleted({ supportEmail }: { supportEmail: string }) {
  return (
    <>
      <p className={classes.said}>
        You've been signed out everywhere. We remove your personal data in 24 hours. Changed your
        mind? Write to <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink> before
        then.
      </p>
      <ButtonLink href="/" mt="md" size="md" fullWidth>
        Go to the store
      </ButtonLink>
    </>
  );
}
