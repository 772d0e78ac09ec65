import { CopyButton } from "../../ui/copy-button";
import classes from "./reference.module.css";

interface Props {
  method: string;
  path: string;
  /** The whole address, to copy. */
  url: string;
}

/** What is called. */
export function MethodPath({ method, path, url }: Props) {
  return (
    <p className={classes.address}>
      <strong>{method}</strong>
      <code>{path}</code>
      <CopyButton value={url} label="address" />
    </p>
  );
}
