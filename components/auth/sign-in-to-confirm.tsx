import { withReturn } from "@/components/client/return-path";
import { ButtonLink } from "../ui/button-link";
import classes from "./auth-card.module.css";
import { SwitchAccount } from "./switch-account";

interface Props {
  /** The new address. */
  email: string;
  /** The address of the other account that is signed in, or null. */
  signedInAs: string | null;
  /** The page to return to after signing in. */
  path: string;
}

/** Says that the account whose address is to change must sign in first. It doesn't name that account. */
export function SignInToConfirm({ email, signedInAs, path }: Props) {
  const signInHref = withReturn("/sign-in", path);
  return (
    <>
      <p className={classes.said}>
        {signedInAs && (
          <>
            You're signed in as <strong>{signedInAs}</strong>, and this link is for another account.{" "}
          </>
        )}
        To use <strong>{email}</strong>, sign in with your account's current address.
      </p>
      <div className={classes.action}>
        {signedInAs ? (
          <SwitchAccount signInHref={signInHref} />
        ) : (
          <ButtonLink href={signInHref} prefetch={false} size="md" fullWidth>
            Sign in to confirm
          </ButtonLink>
        )}
      </div>
      <p className={classes.other}>
        Didn't ask for this? You can close this page. Nothing changes.
      </p>
    </>
  );
}
