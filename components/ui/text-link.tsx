"use client";

import { Anchor, type AnchorProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";

/** A link inside a sentence: underlined, so that colour isn't all that marks it. */
export function TextLink(props: AnchorProps & { href: string; children: ReactNode }) {
  return <Anchor component={Link} underline="always" inherit {...props} />;
}
