"use client";

import { Popover } from "@mantine/core";
import { CopyButton } from "./copy-button";
import classes from "./test-cards.module.css";
import { TestCardsButton } from "./test-cards-button";
import { useOpenAtOnce } from "./use-open-at-once";

// Stripe's published test numbers: https://docs.stripe.com/testing
const cards = [
  { number: "4242 4242 4242 4242", outcome: "Succeeds" },
  { number: "4000 0000 0000 0002", outcome: "Declined" },
  { number: "4000 0000 0000 9995", outcome: "Insufficient funds" },
  { number: "4000 0025 0000 3155", outcome: "Asks for authentication" },
];

/** Numbers that stand for a card in the sandbox, each with what it does. */
export default function TestCardList() {
  const { target, opened, setOpened } = useOpenAtOnce<HTMLButtonElement>();
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={340}
      trapFocus
      returnFocus
      withArrow
      withinPortal={false}
    >
      <Popover.Target>
        <TestCardsButton ref={target} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown aria-label="Test cards">
        <ul className={classes.cards}>
          {cards.map(({ number, outcome }) => (
            <li key={number} className={classes.card}>
              <code className={classes.number}>{number}</code>
              <span className={classes.outcome}>{outcome}</span>
              <CopyButton value={number.replaceAll(" ", "")} label={`card ${number}`} />
            </li>
          ))}
        </ul>
        <p className={classes.note}>With any future date and any three digits.</p>
      </Popover.Dropdown>
    </Popover>
  );
}
