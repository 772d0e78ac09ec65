"use client";

import { Kbd, UnstyledButton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import classes from "./search.module.css";

// The dialog and the index are only loaded for the first search.
const SearchDialog = dynamic(() => import("./search-dialog").then((file) => file.SearchDialog), {
  ssr: false,
});

/** Opens the search, by click or Ctrl+K. */
export function SearchButton() {
  const [opened, setOpened] = useState(0);
  const open = () => setOpened((times) => times + 1);
  useHotkeys([["mod+K", open]], []);
  return (
    <>
      <UnstyledButton className={classes.button} onClick={open} aria-haspopup="dialog">
        <IconSearch size={16} aria-hidden />
        <span>Search</span>
        <Kbd size="xs" aria-hidden>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      {opened > 0 && <SearchDialog opened={opened} />}
    </>
  );
}
