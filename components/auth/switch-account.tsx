"use client";

import { Button } from "@mantine/core";
import { useSignOut } from "../ui/use-sign-out";

/** Signs out and goes to the sign-in page at `signInHref`. */
export function SwitchAccount({ signInHref }: { signInHref: string }) {
  const { leaving, leave } = useSignOut(signInHref);
  return (
    <Button size="md" fullWidth loading={leaving} onClick={leave}>
      Switch account
    </Button>
  );
}
