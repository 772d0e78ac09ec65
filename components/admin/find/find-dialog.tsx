"use client";

import { Loader, Modal, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { FindResult } from "@/lib/console/schemas";
import { maxFindLength } from "@/lib/console/schemas";
import { recordPath } from "./describe-record";
import classes from "./find.module.css";
import { FindHelp } from "./find-help";
import { FindResults, optionId } from "./find-results";
import { useFind } from "./use-find";

const LIST = "find-results";

interface Props {
  isOpen: boolean;
  close: () => void;
  /** Called once it is hidden: the focus returns to where the search is. */
  onClosed: () => void;
}

/** The dialog of the search: a field, and what it finds as one list that the arrow keys move through. */
export function FindDialog({ isOpen, close, onClosed }: Props) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [selected, setSelected] = useState(0);
  // Enter was pressed before the results were there: the first one is opened as soon as it is.
  const [enteredText, setEnteredText] = useState<string | null>(null);
  const { text, result, error, isCurrent, retry } = useFind(typed);
  const records = result?.groups.flatMap((group) => group.records) ?? [];
  const at = Math.min(selected, records.length - 1);

  const open = (index: number) => {
    const record = records[index];
    if (!record) return;
    setEnteredText(null);
    close();
    router.push(recordPath(record));
  };
  const [first] = records;
  useEffect(() => {
    if (enteredText === null || enteredText !== text || !isCurrent) return;
    setEnteredText(null);
    if (!first) return;
    close();
    router.push(recordPath(first));
  }, [enteredText, text, isCurrent, first, close, router]);

  const move = (to: number) => {
    if (records.length === 0) return;
    const next = (to + records.length) % records.length;
    setSelected(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The input method of another script uses the same keys.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key !== "Enter") return;
    else if (isCurrent) open(at);
    else setEnteredText(text);
    event.preventDefault();
  };

  return (
    <Modal.Root
      opened={isOpen}
      onClose={close}
      returnFocus={false}
      onExitTransitionEnd={onClosed}
      onEnterTransitionEnd={() => field.current?.select()}
      size="42rem"
      yOffset="10dvh"
      radius="lg"
      transitionProps={{ duration: 100 }}
      classNames={{ inner: classes.inner, content: classes.content, body: classes.body }}
    >
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content aria-label="Search the console">
        <Modal.Body p={0}>
          <div className={classes.field}>
            <IconSearch size={18} aria-hidden />
            <input
              ref={field}
              data-autofocus
              className={classes.input}
              type="text"
              role="combobox"
              aria-label="Search the console"
              aria-expanded={records.length > 0}
              aria-controls={LIST}
              aria-autocomplete="list"
              aria-activedescendant={records.length > 0 ? optionId(at) : undefined}
              placeholder="Name, email, ID, login or number"
              autoComplete="off"
              autoCorrect="off"
              autoCapitalize="off"
              spellCheck={false}
              enterKeyHint="go"
              maxLength={maxFindLength}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value);
                setSelected(0);
                setEnteredText(null);
              }}
              onKeyDown={onKeyDown}
            />
            {text !== "" && !isCurrent && !error && <Loader size={16} aria-hidden />}
            <UnstyledButton className={classes.close} onClick={close}>
              Close
            </UnstyledButton>
          </div>
          <div className={classes.scroll}>
            {error ? (
              <div className={classes.message} role="alert">
                <p className={classes.lead}>{error.message}</p>
                {error.requestId && (
                  <p>
                    Reference <code>{error.requestId}</code>
                  </p>
                )}
                <UnstyledButton className={classes.retry} onClick={retry}>
                  Search again
                </UnstyledButton>
              </div>
            ) : (
              <FindBody
                text={text}
                result={result}
                isCurrent={isCurrent}
                at={at}
                select={setSelected}
                close={close}
              />
            )}
          </div>
          <p className={classes.announced} role="status">
            {announcement(text, result, isCurrent)}
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface BodyProps {
  text: string;
  result: FindResult | null;
  isCurrent: boolean;
  at: number;
  select: (index: number) => void;
  close: () => void;
}

function FindBody({ text, result, isCurrent, ...list }: BodyProps) {
  if (text === "") return <FindHelp />;
  // That nothing was found is only true of the text that was searched for.
  if (!result || (result.groups.length === 0 && !isCurrent)) return <Skeletons />;
  if (result.groups.length === 0) return <FindHelp text={text} />;
  return <FindResults id={LIST} groups={result.groups} {...list} />;
}

/** Rows in the shape of results, while the first ones are loaded. */
const Skeletons = () => (
  <div className={classes.skeletons} aria-hidden>
    <span />
    <span />
    <span />
  </div>
);

/** What a screen reader says of the results. */
function announcement(text: string, result: FindResult | null, isCurrent: boolean): string {
  if (text === "" || !result || !isCurrent) return "";
  const count = result.groups.reduce((sum, { records }) => sum + records.length, 0);
  return count === 0 ? "No results" : `${count} ${count === 1 ? "result" : "results"}`;
}
