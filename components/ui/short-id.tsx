import { shortenMiddle } from "@/lib/core/format";
import { CopyButton } from "./copy-button";
import classes from "./short-id.module.css";
import { TextLink } from "./text-link";

interface Props {
  id: string;
  /** What the id identifies, for the copy button. */
  label?: string;
  /** The page of the object. */
  href?: string;
}

/** An id, shortened in the middle. Hovering shows it whole, and it is copied whole. */
export function ShortId({ id, label = "ID", href }: Props) {
  const text = (
    <code className={classes.id} title={id}>
      {shortenMiddle(id)}
    </code>
  );
  return (
    <span className={classes.root}>
      {href ? <TextLink href={href}>{text}</TextLink> : text}
      <CopyButton value={id} label={label} />
    </span>
  );
}
