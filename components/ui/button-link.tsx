"use client";

import { Button, type ButtonProps } from "@mantine/core";
import Link, { type LinkProps } from "next/link";
import type { ReactNode } from "react";

type Props = ButtonProps &
  Pick<LinkProps<string>, "href" | "prefetch" | "onClick"> & {
    "aria-label"?: string;
    children: ReactNode;
  };

/** A link that looks like a button. Server components can't pass `Link` to `Button` themselves. */
export function ButtonLink(props: Props) {
  return <Button component={Link} {...props} />;
}
