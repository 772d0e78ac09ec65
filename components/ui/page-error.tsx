"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorState } from "./error-state";

interface Props {
  error: Error & { digest?: string };
  reset: () => void;
}

/** What a page shows when it failed to render: the way on, and the reference to quote. */
export function PageError({ error, reset }: Props) {
  const router = useRouter();
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <ErrorState
      heading="h1"
      title="This page didn't load"
      money="Loading a page never takes money."
      reference={error.digest}
      action={<Button onClick={again}>Try again</Button>}
    >
      <p>
        Something failed on our side. Try again in a moment; if it stays, write to support with the
        reference.
      </p>
    </ErrorState>
  );
}
