"use client";

import { ButtonLink } from "./button-link";
import { useSignInLinks } from "./use-sign-in-links";

/** What the header offers to somebody who isn't signed in. */
export function SignInLinks() {
  const { signIn, signUp } = useSignInLinks();
  return (
    <>
      <ButtonLink href={signIn} variant="subtle" color="gray" size="sm">
        Sign in
      </ButtonLink>
      <ButtonLink href={signUp} variant="default" size="sm">
        Create account
      </ButtonLink>
    </>
  );
}
