"use client";

import type { ComponentProps } from "react";
import { PageError } from "@/components/ui/page-error";

/** Where not even the frame around the page could be made. */
export default function RootError(props: ComponentProps<typeof PageError>) {
  return (
    <main>
      <PageError {...props} />
    </main>
  );
}
