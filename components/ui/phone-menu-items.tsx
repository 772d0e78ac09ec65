"use client";

import { Popover, UnstyledButton } from "@mantine/core";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { SignedInUser } from "./nav-items";
import { isCurrent, menuItemsOf, navItemsOf, publicNavItems } from "./nav-items";
import classes from "./phone-menu.module.css";
import { PhoneMenuButton } from "./phone-menu-button";
import { useOpenOnMount } from "./use-open-on-mount";
import { useSignInLinks } from "./use-sign-in-links";
import { useSignOut } from "./use-sign-out";

/** The phone menu: the header's links. */
export default function PhoneMenuItems({ user }: { user: SignedInUser | null }) {
  const { target, opened, setOpened } = useOpenOnMount<HTMLButtonElement>();
  const close = () => setOpened(false);
  const { signingOut, signOut } = useSignOut();
  const { signIn, signUp } = useSignInLinks();
  const path = usePathname();
  const mark = (href: string) => (isCurrent(href, path) ? "page" : undefined);
  const signedOut = [
    ...publicNavItems,
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
          {(user ? navItemsOf(user) : signedOut).map(({ href, text }) => (
            <Link
              key={href}
              href={href}
              className={classes.item}
              aria-current={mark(href)}
              onClick={close}
            >
              {text}
            </Link>
          ))}
        </nav>
        {user && (
          <div className={classes.account}>
            <p className={classes.email}>{user.email}</p>
            {menuItemsOf(user).map(({ href, text }) => (
              <Link
                key={href}
                href={href}
                className={classes.item}
                aria-current={mark(href)}
                onClick={close}
              >
                {text}
              </Link>
            ))}
            <UnstyledButton className={classes.item} onClick={signOut} disabled={signingOut}>
              {signingOut ? "Signing out…" : "Sign out"}
            </UnstyledButton>
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
