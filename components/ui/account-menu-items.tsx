"use client";

import { Menu } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import Link from "next/link";
import { AccountButton } from "./account-button";
import { profilePath } from "./nav-items";
import { useOpenOnMount } from "./use-open-on-mount";
import { useSignOut } from "./use-sign-out";

/** The account menu: profile and sign-out. */
export default function AccountMenuItems({ email }: { email: string }) {
  const { signingOut, signOut } = useSignOut();
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
        <AccountButton ref={target} email={email} loading={signingOut} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          href={profilePath}
          leftSection={<IconUser size={16} aria-hidden />}
        >
          Profile
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
