"use client";

import { Button, NativeSelect, Pill, TextInput } from "@mantine/core";
import { IconDownload, IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useLayoutEffect, useRef } from "react";
import { type ListName, type ListView, lists } from "@/lib/console/schemas";
import { shortenMiddle } from "@/lib/format";
import { adoptEarlyInput } from "../../ui/adopt-early-input";
import { describeStatus } from "../../ui/status-words";
import { csvPath, listPath } from "./addresses";
import classes from "./console.module.css";

interface Props {
  name: ListName;
  /** What is asked for now, by its name in the address. */
  asked: Record<string, string>;
}

/** Search, filters and order of a list. They stand in its address, so that a view can be passed on. */
export function ListFilters({ name, asked }: Props) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const view: ListView = lists[name];
  const of = (view.of ?? []).filter((thing) => asked[thing]);
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (!form.current) return;
    const sent = Object.fromEntries(new FormData(form.current)) as Record<string, string>;
    router.push(listPath(name, { ...sent, q: sent.q?.trim() }));
  };
  const change = () => send();
  // Without JavaScript the browser sends this form by itself, to the same address.
  useLayoutEffect(() => {
    if (form.current) adoptEarlyInput(form.current);
  }, []);
  return (
    <search>
      <form ref={form} className={classes.filters} onSubmit={send} key={JSON.stringify(asked)}>
        <TextInput
          name="q"
          type="search"
          className={classes.search}
          aria-label={`Search: ${view.search}`}
          placeholder={view.search}
          defaultValue={asked.q}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        {of.map((thing) => (
          <Pill.Group key={thing}>
            <input type="hidden" name={thing} value={asked[thing]} />
            <Pill
              size="lg"
              withRemoveButton
              removeButtonProps={{ "aria-label": `Rows of any ${thing}`, "aria-hidden": false }}
              onRemove={() => router.push(listPath(name, { ...asked, [thing]: undefined }))}
            >
              {`Of ${thing === "about" ? "" : `${thing} `}${shortenMiddle(asked[thing] ?? "")}`}
            </Pill>
          </Pill.Group>
        ))}
        {Object.entries(view.filters).map(([filter, values]) => (
          <NativeSelect
            key={filter}
            name={filter}
            aria-label={nameOf(filter)}
            defaultValue={asked[filter] ?? ""}
            onChange={change}
            data={[
              {
                value: "",
                label:
                  values.length === 1
                    ? `${nameOf(filter)} or not`
                    : `Any ${nameOf(filter).toLowerCase()}`,
              },
              ...values.map((value) => ({ value, label: optionOf(filter, value) })),
            ]}
          />
        ))}
        {view.byAmount && (
          <NativeSelect
            name="sort"
            aria-label="Order"
            defaultValue={asked.sort ?? ""}
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
          href={csvPath(name, asked)}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          CSV
        </Button>
      </form>
    </search>
  );
}

/** The value `yes` of a filter, where its name alone doesn't say it. */
const flags: Record<string, string> = { review: "Needs a look" };

const nameOf = (filter: string) => filter.charAt(0).toUpperCase() + filter.slice(1);

function optionOf(filter: string, value: string): string {
  if (filter === "status") return describeStatus(value).word;
  if (value === "yes") return flags[filter] ?? nameOf(filter);
  return value.startsWith("TR_") ? value : nameOf(value);
}
