"use client";

import { Popover } from "@mantine/core";
import { CopyButton } from "./copy-button";
import classes from "./test-cards.module.css";
import { TestCardsButton } from "./test-cards-button";
import { useOpenOnMount } from "./use-open-on-mount";

// Stripe's published test numbers: https://docs.stripe.com/testing
const cards = [
  { number: "4242 4242 4242 4242", result: "Succeeds" },
  { number: "4000 0000 0000 0002", result: "Declined" },
  { number: "4000 0000 0000 9995", result: "Insufficient funds" },
  { number: "4000 0025 0000 3155", result: "Requires authentication (3-D Secure)" },
];

/** The test cards of the sandbox, each with its result. */
export default function TestCardList() {
  const { target, opened, setOpened } = useOpenOnMount<HTMLButtonElement>();
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
          {cards.map(({ number, result }) => (
            <li key={number} className={classes.card}>
              <code className={classes.number}>{number}</code>
              <span className={classes.result}>{result}</span>
              <CopyButton value={number.replaceAll(" ", "")} label={`card ${number}`} />
            </li>
          ))}
        </ul>
        <p className={classes.note}>Use any future expiration date and any security code.</p>
      </Popover.Dropdown>
    </Popover>
  );
}
