"use client";

import { Burger, Popover, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import Link from "next/link";
import type { FrameUser } from "./app-frame";
import classes from "./phone-menu.module.css";
import { placesOf, publicPlaces } from "./places";
import { useSignInLinks } from "./use-sign-in-links";
import { useSignOut } from "./use-sign-out";

/** The header's links on a narrow screen. */
export function PhoneMenu({ user }: { user: FrameUser | null }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const { leaving, leave } = useSignOut();
  const { signIn, signUp } = useSignInLinks();
  const signedOut = [
    ...publicPlaces,
    { href: signIn, text: "Sign in" },
    { href: signUp, text: "Create account" },
  ];
  return (
    <Popover
      opened={opened}
      onDismiss={close}
      position="bottom-end"
      width={240}
      withinPortal={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Burger
          opened={opened}
          onClick={toggle}
          size="sm"
          aria-label={opened ? "Close menu" : "Open menu"}
        />
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label="Menu">
        <nav aria-label="Main">
          {(user ? placesOf(user) : signedOut).map(({ href, text }) => (
            <Link key={href} href={href} className={classes.item} onClick={close}>
              {text}
            </Link>
          ))}
        </nav>
        {user && (
          <div className={classes.account}>
            <p className={classes.email}>{user.email}</p>
            <UnstyledButton className={classes.item} onClick={leave} disabled={leaving}>
              {leaving ? "Signing out…" : "Sign out"}
            </UnstyledButton>
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
