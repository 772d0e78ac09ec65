"use client";

import { Button, type ButtonProps } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { usePathname } from "next/navigation";
import type { ComponentProps, Ref } from "react";
import classes from "./account-menu.module.css";
import { isCurrent, profilePath, type SignedInUser } from "./nav-items";

type Props = { user: SignedInUser; ref?: Ref<HTMLButtonElement> } & ButtonProps &
  Omit<ComponentProps<"button">, keyof ButtonProps>;

/** The button of the account menu, with the email of the signed-in user, marked while their profile is shown. */
export function AccountButton({ user: { email }, ...props }: Props) {
  const current = isCurrent(profilePath, usePathname());
  return (
    <Button
      variant="subtle"
      color="gray"
      aria-label={`Account: ${email}`}
      aria-haspopup="menu"
      data-current={current || undefined}
      className={classes.button}
      rightSection={<IconChevronDown size={14} aria-hidden />}
      {...props}
    >
      <span className={classes.email}>{email}</span>
    </Button>
  );
}
