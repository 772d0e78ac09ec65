import { shortenMiddle } from "@/lib/format";
import { CopyButton } from "./copy-button";
import classes from "./short-id.module.css";

/** An id in a monospaced face, shortened in the middle, whole on hover and in the clipboard. */
export function ShortId({ id, label = "id" }: { id: string; label?: string }) {
  return (
    <span className={classes.root}>
      <code className={classes.id} title={id}>
        {shortenMiddle(id)}
      </code>
      <CopyButton value={id} label={label} />
    </span>
  );
}
