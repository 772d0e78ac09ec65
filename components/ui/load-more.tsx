import { Button } from "@mantine/core";
import classes from "./list.module.css";

interface Props {
  list: { hasMore: boolean; isLoadingMore: boolean; loadMore: () => void };
  what: string;
}

/** The button that loads the next page of a list, if there is one. */
export function LoadMore({ list, what }: Props) {
  if (!list.hasMore) return null;
  return (
    <div className={classes.more}>
      <Button
        variant="default"
        onClick={list.loadMore}
        loading={list.isLoadingMore}
        aria-label={`Load more ${what}`}
      >
        Load more
      </Button>
    </div>
  );
}
