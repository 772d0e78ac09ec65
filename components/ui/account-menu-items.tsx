"use client";

import { Menu } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import Link from "next/link";
import { AccountButton } from "./account-button";
import { profilePath } from "./places";
import { useOpenAtOnce } from "./use-open-at-once";
import { useSignOut } from "./use-sign-out";

/** The menu of who is signed in. */
export default function AccountMenuItems({ email }: { email: string }) {
  const { leaving, leave } = useSignOut();
  const { target, opened, setOpened } = useOpenAtOnce<HTMLButtonElement>();
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
        <AccountButton ref={target} email={email} loading={leaving} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          href={profilePath}
          leftSection={<IconUser size={16} aria-hidden />}
        >
          Profile
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
