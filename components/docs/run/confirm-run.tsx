"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import type { Runnable } from "./runnable";

interface Props {
  runnable: Runnable;
  email: string;
  opened: boolean;
  close: () => void;
  confirm: () => void;
}

/** Confirms a write: what it does, as which customer, and that this is the sandbox. */
export function ConfirmRun({ runnable, email, opened, close, confirm }: Props) {
  const { method, path, effect } = runnable;
  return (
    <Modal opened={opened} onClose={close} title={`Send ${method} ${path}?`} centered>
      <Text>{effect}</Text>
      <Text mt="xs" c="dimmed">
        This runs in the sandbox as {email}. No real money is moved.
      </Text>
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button onClick={confirm} data-autofocus>
          Send {method}
        </Button>
      </Group>
    </Modal>
  );
}
