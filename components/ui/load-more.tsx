import { Button } from "@mantine/core";
import classes from "./list.module.css";

interface Props {
  list: { hasMore: boolean; isLoadingMore: boolean; loadMore: () => void };
  what: string;
}

/** The next page of a list, where there is one. */
export function LoadMore({ list, what }: Props) {
  if (!list.hasMore) return null;
  return (
    <div className={classes.more}>
      <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
        Show older {what}
      </Button>
    </div>
  );
}
