"use client";

import { UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { usePathname } from "next/navigation";
import { SearchButton } from "../search/search-button";
import classes from "./frame.module.css";
import type { NavSection } from "./navigation";
import { SideSection } from "./side-section";

/** The side navigation with the search. On a phone it opens from a button. */
export function Side({ sections }: { sections: NavSection[] }) {
  const path = usePathname();
  const [opened, { toggle, close }] = useDisclosure(false);
  const page = sections.flatMap(({ pages }) => pages).find(({ href }) => href === path);
  return (
    <div className={classes.side}>
      <SearchButton />
      <UnstyledButton
        className={classes.opener}
        onClick={toggle}
        aria-expanded={opened}
        aria-controls="docs-pages"
      >
        <span>{page?.title ?? "All pages"}</span>
        <IconChevronDown size={16} aria-hidden data-opened={opened || undefined} />
      </UnstyledButton>
      <nav
        id="docs-pages"
        aria-label="Documentation"
        className={classes.pages}
        data-opened={opened || undefined}
      >
        {sections.map((section) => (
          <SideSection key={section.title} section={section} path={path} onChoose={close} />
        ))}
      </nav>
    </div>
  );
}
