"use client";

import { Kbd, UnstyledButton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import classes from "./find.module.css";

// Only loaded for the first search.
const FindDialog = dynamic(() => import("./find-dialog").then((file) => file.FindDialog), {
  ssr: false,
});

/** The console's search, on each of its pages. Opens by click, `/` or Ctrl+K, which do nothing while a field is edited. */
export function FindBox() {
  const box = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState<boolean | null>(null);
  const open = () => setIsOpen(true);
  useHotkeys([
    ["/", open],
    // Where the slash is above a number.
    ["shift+/", open],
    ["mod+K", open],
  ]);
  return (
    <search aria-label="Console">
      <UnstyledButton
        ref={box}
        className={classes.box}
        onClick={open}
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K Meta+K"
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes.boxText}>Search by name, email, card, amount or ID</span>
        <Kbd size="xs" aria-hidden>
          /
        </Kbd>
      </UnstyledButton>
      {isOpen !== null && (
        <FindDialog
          isOpen={isOpen}
          close={() => setIsOpen(false)}
          onClosed={() => box.current?.focus()}
        />
      )}
    </search>
  );
}
