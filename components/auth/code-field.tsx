"use client";

import { TextInput, type TextInputProps } from "@mantine/core";

interface Props extends TextInputProps {
  /** Asks for a recovery code in place of the app's code. */
  recovery?: boolean;
}

/** A code of the second factor: six digits, or a recovery code. */
export function CodeField({ recovery = false, ...props }: Props) {
  return (
    <TextInput
      label={recovery ? "Recovery code" : "Code"}
      description={
        recovery
          ? "Enter one of your saved recovery codes. Each can be used once."
          : "The 6-digit code from your authenticator app."
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
