"use client";

import { Burger, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import Link from "next/link";
import type { FrameUser } from "./app-frame";
import { useSignOut } from "./use-sign-out";

/** The header's links on a narrow screen. */
export function PhoneMenu({ user }: { user: FrameUser | null }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const { leave } = useSignOut();
  const links = user
    ? [
        { href: "/", text: "Challenges" },
        { href: "/dashboard", text: "Dashboard" },
        ...(user.role === "admin" ? [{ href: "/admin", text: "Admin" }] : []),
      ]
    : [
        { href: "/", text: "Challenges" },
        { href: "/sign-in", text: "Sign in" },
        { href: "/sign-up", text: "Create account" },
      ];
  return (
    <Menu opened={opened} onChange={(next) => (next ? toggle() : close())} position="bottom-end">
      <Menu.Target>
        <Burger opened={opened} size="sm" aria-label={opened ? "Close menu" : "Open menu"} />
      </Menu.Target>
      <Menu.Dropdown miw={220}>
        {user && <Menu.Label>{user.email}</Menu.Label>}
        {links.map(({ href, text }) => (
          <Menu.Item key={href} component={Link} href={href}>
            {text}
          </Menu.Item>
        ))}
        {user && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={leave}>Sign out</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
