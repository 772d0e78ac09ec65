"use client";

import "@mantine/spotlight/styles.css";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { api } from "@/components/client/api";
import type { SearchEntry } from "@/lib/openapi/schemas";
import { find, indexOf } from "./find";
import classes from "./search.module.css";

const [store, dialog] = createSpotlight();

/** The search dialog. It opens whenever `opened` grows. */
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
  const open = (href: string) => {
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
        placeholder="Search guides, endpoints and error codes"
        aria-label="Search the documentation"
        onKeyDown={(event) => {
          const [first] = found;
          // If no result is selected with the arrow keys, Enter opens the best one.
          if (event.key !== "Enter" || store.getState().selected >= 0 || !first) return;
          open(first.href);
        }}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {found.map(({ id, href, title, part }) => (
          <Spotlight.Action key={id} onClick={() => open(href)}>
            <span className={classes.result}>
              <span>{title}</span>
              <small>{part}</small>
            </span>
          </Spotlight.Action>
        ))}
        {found.length === 0 && (
          <Spotlight.Empty>{emptyMessage(query, index !== undefined, isError)}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function emptyMessage(query: string, loaded: boolean, failed: boolean): string {
  if (failed) return "Search isn't available right now. Try again in a moment.";
  if (!loaded) return "Loading…";
  return query.trim() === ""
    ? "Search guides, endpoints and error codes"
    : "No results. Try different keywords.";
}
