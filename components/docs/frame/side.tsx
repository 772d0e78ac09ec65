"use client";

import { UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { usePathname } from "next/navigation";
import { SearchButton } from "../search/search-button";
import classes from "./frame.module.css";
import type { Part } from "./places";
import { SidePart } from "./side-part";

/** Search and the pages' names. On a phone the names open from a button. */
export function Side({ parts }: { parts: Part[] }) {
  const here = usePathname();
  const [opened, { toggle, close }] = useDisclosure(false);
  const place = parts.flatMap(({ places }) => places).find(({ href }) => href === here);
  return (
    <div className={classes.side}>
      <SearchButton />
      <UnstyledButton
        className={classes.opener}
        onClick={toggle}
        aria-expanded={opened}
        aria-controls="docs-pages"
      >
        <span>{place?.title ?? "All pages"}</span>
        <IconChevronDown size={16} aria-hidden data-opened={opened || undefined} />
      </UnstyledButton>
      <nav
        id="docs-pages"
        aria-label="Documentation"
        className={classes.pages}
        data-opened={opened || undefined}
      >
        {parts.map((part) => (
          <SidePart key={part.title} part={part} here={here} onChoose={close} />
        ))}
      </nav>
    </div>
  );
}
