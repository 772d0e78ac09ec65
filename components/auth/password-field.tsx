"use client";

import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

/** A password field with a button that shows the password. The button is labelled and reachable by keyboard. */
export function PasswordField(props: PasswordInputProps) {
  const [visible, { toggle }] = useDisclosure(false);
  return (
    <PasswordInput
      label="Password"
      visible={visible}
      onVisibilityChange={toggle}
      visibilityToggleButtonProps={{
        "aria-label": visible ? "Hide password" : "Show password",
        "aria-hidden": false,
        tabIndex: 0,
      }}
      {...props}
    />
  );
}
