"use client";

import { Button } from "@mantine/core";
import { useSignOut } from "../ui/use-sign-out";

/** Signs out and goes to the sign-in page at `signInHref`. */
export function SwitchAccount({ signInHref }: { signInHref: string }) {
  const { signingOut, signOut } = useSignOut(signInHref);
  return (
    <Button size="md" fullWidth loading={signingOut} onClick={signOut}>
      Switch account
    </Button>
  );
}
