"use client";

import { Popover, UnstyledButton } from "@mantine/core";
import Link from "next/link";
import type { FrameUser } from "./app-frame";
import classes from "./phone-menu.module.css";
import { PhoneMenuButton } from "./phone-menu-button";
import { placesOf, profilePath, publicPlaces } from "./places";
import { useOpenAtOnce } from "./use-open-at-once";
import { useSignInLinks } from "./use-sign-in-links";
import { useSignOut } from "./use-sign-out";

/** The header's links on a narrow screen. */
export default function PhoneMenuItems({ user }: { user: FrameUser | null }) {
  const { target, opened, setOpened } = useOpenAtOnce<HTMLButtonElement>();
  const close = () => setOpened(false);
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
        <PhoneMenuButton ref={target} opened={opened} onClick={() => setOpened(!opened)} />
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
            <Link href={profilePath} className={classes.item} onClick={close}>
              Profile
            </Link>
            <UnstyledButton className={classes.item} onClick={leave} disabled={leaving}>
              {leaving ? "Signing out…" : "Sign out"}
            </UnstyledButton>
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
