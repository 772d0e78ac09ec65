import { withReturn } from "@/components/client/return-path";
import { ButtonLink } from "../ui/button-link";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";
import { SwitchAccount } from "./switch-account";

interface Props {
  /** The address that the link would verify. */
  email: string;
  /** The address of the other account that is signed in, or null. */
  signedInAs: string | null;
  /** The page to return to after signing in. */
  path: string;
}

/** Says that the account must sign in first, and what to do if another person created it. */
export function SignInToVerify({ email, signedInAs, path }: Props) {
  const signInHref = withReturn("/sign-in", path);
  return (
    <>
      <p className={classes.said}>
        {signedInAs ? (
          <>
            You're signed in as <strong>{signedInAs}</strong>, and this link is for{" "}
            <strong>{email}</strong>. Sign in to that account to verify its address.
          </>
        ) : (
          <>
            Sign in to the account for <strong>{email}</strong> to verify its address.
          </>
        )}
      </p>
      <div className={classes.action}>
        {signedInAs ? (
          <SwitchAccount signInHref={signInHref} />
        ) : (
          <ButtonLink href={signInHref} prefetch={false} size="md" fullWidth>
            Sign in to verify
          </ButtonLink>
        )}
      </div>
      <p className={classes.other}>
        Didn't create this account? <TextLink href="/forgot-password">Reset its password</TextLink>.
        That signs everyone else out and makes the account yours.
      </p>
    </>
  );
}
