"use client";

import { ButtonLink } from "./button-link";
import { useSignInLinks } from "./use-sign-in-links";

/** The header's links to sign-in and sign-up. */
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
