"use client";

import { Button, NativeSelect, Pill, TextInput } from "@mantine/core";
import { IconDownload, IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useLayoutEffect, useRef } from "react";
import { type ListName, type ListView, lists } from "@/lib/console/schemas";
import { shortenMiddle } from "@/lib/core/format";
import { adoptEarlyInput } from "../../ui/adopt-early-input";
import { describeStatus } from "../../ui/status-labels";
import classes from "./console.module.css";
import { csvPath, listPath } from "./paths";

interface Props {
  name: ListName;
  /** The search, filters and order by their names in the address. */
  query: Record<string, string>;
}

/** Search, filters and order of a list. They are in its address, so that a view can be shared. */
export function ListFilters({ name, query }: Props) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const view: ListView = lists[name];
  const subjects = (view.of ?? []).filter((subject) => query[subject]);
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (!form.current) return;
    const values = Object.fromEntries(new FormData(form.current)) as Record<string, string>;
    router.push(listPath(name, { ...values, q: values.q?.trim() }));
  };
  const change = () => send();
  // Without JavaScript the browser sends this form by itself, to the same address.
  useLayoutEffect(() => {
    if (form.current) adoptEarlyInput(form.current);
  }, []);
  return (
    <search>
      <form ref={form} className={classes.filters} onSubmit={send} key={JSON.stringify(query)}>
        <TextInput
          name="q"
          type="search"
          className={classes.search}
          aria-label={view.search}
          placeholder={view.search}
          defaultValue={query.q}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        {subjects.map((subject) => (
          <Pill.Group key={subject}>
            <input type="hidden" name={subject} value={query[subject]} />
            <Pill
              size="lg"
              withRemoveButton
              removeButtonProps={{
                "aria-label": `Clear ${nameOf(subject).toLowerCase()} filter`,
                "aria-hidden": false,
              }}
              onRemove={() => router.push(listPath(name, { ...query, [subject]: undefined }))}
            >
              {`${nameOf(subject)}: ${shortenMiddle(query[subject] ?? "")}`}
            </Pill>
          </Pill.Group>
        ))}
        {Object.entries(view.filters).map(([filter, values]) => (
          <NativeSelect
            key={filter}
            name={filter}
            aria-label={nameOf(filter)}
            defaultValue={query[filter] ?? ""}
            onChange={change}
            data={[
              {
                value: "",
                label: anyOf(filter, values),
              },
              ...values.map((value) => ({ value, label: optionOf(filter, value) })),
            ]}
          />
        ))}
        {view.byAmount && (
          <NativeSelect
            name="sort"
            aria-label="Order"
            defaultValue={query.sort ?? ""}
            onChange={change}
            data={[
              { value: "", label: "Newest first" },
              {
                value: "amount",
                label: name === "accounts" ? "Largest first" : "Highest amount first",
              },
            ]}
          />
        )}
        <Button
          component="a"
          href={csvPath(name, query)}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export CSV
        </Button>
      </form>
    </search>
  );
}

/** The label of a filter's value `yes`, where it isn't the filter's name. */
const flags: Record<string, string> = { review: "Needs review" };

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The names of filters that differ from their query parameter. */
const filterNames: Record<string, string> = { kind: "Type", about: "Object", subject: "Object" };

const nameOf = (filter: string) => filterNames[filter] ?? capitalized(filter);

/** The option that turns a filter off: `All statuses`, `Review: any`. */
function anyOf(filter: string, values: readonly string[]): string {
  if (values.length === 1) return `${nameOf(filter)}: any`;
  const name = nameOf(filter).toLowerCase();
  return `All ${name}${name.endsWith("s") ? "es" : "s"}`;
}

/** The names of values that differ from the stored ones, by filter and value. */
const optionNames: Record<string, string> = {
  "kind deposit": "Wallet top-up",
  "source payment": "Paid",
  "source grant": "Granted",
};

function optionOf(filter: string, value: string): string {
  if (filter === "status") return describeStatus(value).label;
  if (value === "yes") return flags[filter] ?? nameOf(filter);
  if (value.startsWith("TR_")) return value;
  return optionNames[`${filter} ${value}`] ?? capitalized(value.replaceAll("_", " "));
}
