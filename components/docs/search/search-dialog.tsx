"use client";

import "@mantine/spotlight/styles.css";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { api } from "@/lib/client/api";
import type { SearchEntry } from "@/lib/openapi/schemas";
import { find, indexOf } from "./find";
import classes from "./search.module.css";

const [store, dialog] = createSpotlight();

/** The search's dialog. `opened` counts how often it was asked for. */
export function SearchDialog({ opened }: { opened: number }) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { data: index, isError } = useQuery({
    queryKey: ["docs-search"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () =>
      indexOf((await api<{ entries: SearchEntry[] }>("GET", "/api/docs/search")).entries),
  });
  useEffect(() => {
    if (opened > 0) dialog.open();
  }, [opened]);
  const found = index ? find(index, query) : [];
  const go = (href: string) => {
    dialog.close();
    router.push(href);
  };
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder="Guides, operations, error codes"
        aria-label="Search the documentation"
        onKeyDown={(event) => {
          const [first] = found;
          // Without a choice by the arrows, Enter takes the best.
          if (event.key !== "Enter" || store.getState().selected >= 0 || !first) return;
          go(first.href);
        }}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {found.map(({ id, href, title, part }) => (
          <Spotlight.Action key={id} onClick={() => go(href)}>
            <span className={classes.result}>
              <span>{title}</span>
              <small>{part}</small>
            </span>
          </Spotlight.Action>
        ))}
        {found.length === 0 && (
          <Spotlight.Empty>{emptyWords(query, index !== undefined, isError)}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function emptyWords(query: string, loaded: boolean, failed: boolean): string {
  if (failed) return "The search can't be loaded right now. Try again in a moment.";
  if (!loaded) return "Loading";
  return query.trim() === "" ? "Type what you look for." : "Nothing fits. Try other words.";
}
