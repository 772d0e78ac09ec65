"use client";

import { Menu } from "@mantine/core";
import { IconBuildingStore, IconLogout, IconUser } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { AccountButton } from "./account-button";
import classes from "./account-menu.module.css";
import { isCurrent, menuItemsOf, profilePath, type SignedInUser } from "./nav-items";
import { useOpenOnMount } from "./use-open-on-mount";
import { useSignOut } from "./use-sign-out";

const icons: Record<string, ReactNode> = {
  [profilePath]: <IconUser size={16} aria-hidden />,
  "/": <IconBuildingStore size={16} aria-hidden />,
};

/** The account menu: profile, for admins the store, and sign-out. */
export default function AccountMenuItems({ user }: { user: SignedInUser }) {
  const { signingOut, signOut } = useSignOut();
  const path = usePathname();
  const { target, opened, setOpened } = useOpenOnMount<HTMLButtonElement>();
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={220}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <AccountButton ref={target} user={user} loading={signingOut} />
      </Menu.Target>
      <Menu.Dropdown>
        {menuItemsOf(user).map(({ href, text }) => (
          <Menu.Item
            key={href}
            component={Link}
            href={href}
            className={classes.item}
            aria-current={isCurrent(href, path) ? "page" : undefined}
            leftSection={icons[href]}
          >
            {text}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
