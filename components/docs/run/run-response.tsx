import type { RunView } from "@/lib/openapi/schemas";
import { CopyButton } from "../../ui/copy-button";
import { CodeView } from "../code-view";
import classes from "./run.module.css";

const toneOf = (status: number) => (status < 300 ? "green" : status < 400 ? "amber" : "red");

/** The response: status, time, headers and body. */
export function RunResponse({ response }: { response: RunView }) {
  const { status, duration_ms, headers, body, truncated, method, url } = response;
  return (
    <div className={classes.response}>
      <p className={classes.line} role="status">
        <strong data-tone={toneOf(status)}>{status}</strong>
        <span>{duration_ms} ms</span>
        <code>
          {method} {url}
        </code>
      </p>
      <details className={classes.headers}>
        <summary>{headers.length} headers</summary>
        <dl>
          {headers.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {body.length > 0 && (
        <div className={classes.body}>
          <span className={classes.copy}>
            <CopyButton value={body.map(([text]) => text).join("")} label="response" />
          </span>
          <CodeView tokens={body} label="Response" />
        </div>
      )}
      {body.length === 0 && <p className={classes.note}>The response has no body.</p>}
      {truncated && <p className={classes.note}>Response truncated.</p>}
    </div>
  );
}
