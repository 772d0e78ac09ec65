import { withReturn } from "@/lib/client/return-path";
import { ButtonLink } from "../ui/button-link";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";
import { SwitchAccount } from "./switch-account";

interface Props {
  /** The address that the link would verify. */
  email: string;
  /** The address of the other account that is signed in; null where nobody is. */
  signedInAs: string | null;
  /** The page to come back to after signing in. */
  path: string;
}

/** Says that the account has to be signed in first, and what to do if somebody else opened it. */
export function SignInToVerify({ email, signedInAs, path }: Props) {
  const signInHref = withReturn("/sign-in", path);
  return (
    <>
      <p className={classes.said}>
        {signedInAs ? (
          <>
            You are signed in as <strong>{signedInAs}</strong>, and this link is for{" "}
            <strong>{email}</strong>. Sign in to that account to confirm its address.
          </>
        ) : (
          <>
            Sign in to the account of <strong>{email}</strong> to confirm that the address is yours.
          </>
        )}
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
        Didn't open this account? <TextLink href="/forgot-password">Reset its password</TextLink>.
        That signs everyone else out and makes the account yours.
      </p>
    </>
  );
}
