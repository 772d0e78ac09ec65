"use client";

import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

/** A password with a button that shows it; the button is reached by keyboard and says what it does. */
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
