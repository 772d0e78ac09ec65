"use client";

import { Button, Chip, NativeSelect, Pill, SegmentedControl, TextInput } from "@mantine/core";
import { IconDownload, IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useLayoutEffect, useRef } from "react";
import { type ListName, type ListView, lists } from "@/lib/console/schemas";
import { shortenMiddle } from "@/lib/core/format";
import { adoptEarlyInput } from "../../ui/adopt-early-input";
import classes from "./console.module.css";
import { DaysFilter } from "./days-filter";
import { anyLabel, filterName, filterOptions } from "./filter-labels";
import { csvPath, listPath } from "./paths";

interface Props {
  name: ListName;
  /** The search, filters and order by their names in the address. */
  query: Record<string, string>;
  /** Which rows of how many are shown, `1–50 of 312`; empty where there are none to sort or export. */
  shown: string;
}

/** Search, filters and order of a list. They are in its address, so that a view can be shared. */
export function ListFilters({ name, query, shown }: Props) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const view: ListView = lists[name];
  const subjects = (view.of ?? []).filter((subject) => query[subject]);
  const send = (changed: Record<string, string> = {}) => {
    if (!form.current?.reportValidity()) return;
    const values = Object.fromEntries(new FormData(form.current)) as Record<string, string>;
    router.push(listPath(name, { ...values, q: values.q?.trim(), ...changed }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  // Without JavaScript the browser sends this form by itself, to the same address.
  useLayoutEffect(() => {
    if (form.current) adoptEarlyInput(form.current);
  }, []);
  return (
    <search>
      <form ref={form} onSubmit={submit} key={JSON.stringify(query)}>
        <div className={classes.filters}>
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
                  "aria-label": `Clear ${filterName(subject).toLowerCase()} filter`,
                  "aria-hidden": false,
                }}
                onRemove={() => router.push(listPath(name, { ...query, [subject]: undefined }))}
              >
                {`${filterName(subject)}: ${shortenMiddle(query[subject] ?? "")}`}
              </Pill>
            </Pill.Group>
          ))}
          <DaysFilter query={query} choose={(period) => send({ period, from: "", to: "" })} />
          {Object.entries(view.filters).map(([filter, values]) => (
            <Filter
              key={filter}
              view={view}
              filter={filter}
              values={values}
              value={query[filter]}
              isAlwaysSet={view.opensWith?.[filter] !== undefined}
              choose={(value) => send({ [filter]: value })}
            />
          ))}
        </div>
        <div className={classes.summary} hidden={shown === ""}>
          <p>{shown}</p>
          {view.byAmount && (
            <NativeSelect
              name="sort"
              aria-label="Order"
              defaultValue={query.sort ?? ""}
              onChange={() => send()}
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
        </div>
      </form>
    </search>
  );
}

interface FilterProps {
  view: ListView;
  filter: string;
  values: readonly string[];
  value: string | undefined;
  /** The page opens with one of the values: its last one turns the filter off. */
  isAlwaysSet: boolean;
  choose: (value: string) => void;
}

/** A filter: two tabs where the page opens with one, a switch for a single value, and otherwise a select. */
function Filter({ view, filter, values, value, isAlwaysSet, choose }: FilterProps) {
  const [only = ""] = values;
  const name = filterName(filter, view);
  const options = filterOptions(filter, values, view);
  if (isAlwaysSet) {
    return (
      <SegmentedControl
        name={filter}
        aria-label={name}
        defaultValue={value ?? values.at(-1) ?? ""}
        onChange={choose}
        data={options}
        className={classes.tabs ?? ""}
      />
    );
  }
  if (values.length === 1) {
    return (
      <Chip
        name={filter}
        value={only}
        defaultChecked={value !== undefined}
        onChange={(isOn) => choose(isOn ? only : "")}
        variant="outline"
        size="md"
        radius="md"
        classNames={{ label: classes.chip ?? "" }}
      >
        {name}
      </Chip>
    );
  }
  return (
    <NativeSelect
      name={filter}
      aria-label={name}
      defaultValue={value ?? ""}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={[{ value: "", label: anyLabel(name) }, ...options]}
    />
  );
}
