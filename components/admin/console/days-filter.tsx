"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ListPeriod } from "@/lib/console/schemas";
import classes from "./console.module.css";

const periods: Record<ListPeriod, string> = {
  today: "Today",
  yesterday: "Yesterday",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  month: "This month",
};

const CUSTOM = "custom";

interface Props {
  /** The filters by their names in the address. */
  query: Record<string, string>;
  /** Opens the list with another period, or without one. */
  choose: (period: string) => void;
}

/** The days of a list: a period that is counted from today, or two dates of the reader's choice. */
export function DaysFilter({ query, choose }: Props) {
  const [isCustom, setCustom] = useState(Boolean(query.from || query.to));
  const [from, setFrom] = useState(query.from ?? "");
  const change = (value: string) => {
    setCustom(value === CUSTOM);
    if (value !== CUSTOM) choose(value);
  };
  return (
    <>
      <NativeSelect
        // The dates are sent in its place.
        name={isCustom ? undefined : "period"}
        aria-label="Date"
        defaultValue={isCustom ? CUSTOM : (query.period ?? "")}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        data={[
          { value: "", label: "Any date" },
          {
            group: "Days in UTC",
            items: [
              ...Object.entries(periods).map(([value, label]) => ({ value, label })),
              { value: CUSTOM, label: "Custom dates…" },
            ],
          },
        ]}
      />
      {isCustom && (
        <div className={classes.dates}>
          <TextInput
            type="date"
            name="from"
            aria-label="From, in UTC"
            value={from}
            onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="date"
            name="to"
            aria-label="To, in UTC"
            min={from}
            defaultValue={query.to}
          />
          <Button type="submit" variant="default">
            Apply
          </Button>
        </div>
      )}
    </>
  );
}
