"use client";

import { TextInput, type TextInputProps } from "@mantine/core";

interface Props extends TextInputProps {
  /** One of the recovery codes in place of the app's. */
  recovery?: boolean;
}

/** A code of the second factor: six digits, or a recovery code. */
export function CodeField({ recovery = false, ...props }: Props) {
  return (
    <TextInput
      label={recovery ? "Recovery code" : "Code"}
      description={
        recovery
          ? "One of those you saved. Each works once."
          : "The six digits that your authenticator app shows now."
      }
      autoComplete={recovery ? "off" : "one-time-code"}
      inputMode={recovery ? "text" : "numeric"}
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={64}
      {...props}
    />
  );
}
