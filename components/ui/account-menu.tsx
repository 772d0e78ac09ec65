"use client";

import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconLogout } from "@tabler/icons-react";
import classes from "./account-menu.module.css";
import { useSignOut } from "./use-sign-out";

/** Who is signed in, and the way out. */
export function AccountMenu({ email }: { email: string }) {
  const { leaving, leave } = useSignOut();
  return (
    <Menu
      position="bottom-end"
      width={220}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          loading={leaving}
          aria-label={`Account: ${email}`}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          <span className={classes.email}>{email}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
