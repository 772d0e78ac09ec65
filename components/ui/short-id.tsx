import { shortenMiddle } from "@/lib/format";
import { CopyButton } from "./copy-button";
import classes from "./short-id.module.css";
import { TextLink } from "./text-link";

interface Props {
  id: string;
  /** What it is, for whoever copies it without seeing it. */
  label?: string;
  /** Where all about it stands. */
  href?: string;
}

/** An id in a monospaced face, shortened in the middle, whole on hover and in the clipboard. */
export function ShortId({ id, label = "id", href }: Props) {
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
