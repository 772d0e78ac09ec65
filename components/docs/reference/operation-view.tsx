import type { ReactNode } from "react";
import type { OperationObject } from "@/lib/openapi/schemas";
import { CopyButton } from "../../ui/copy-button";
import { CodeBlock } from "../code-block";
import { Anchored } from "../frame/anchored";
import { OnThisPage } from "../frame/on-this-page";
import guide from "../guide.module.css";
import { InlineMarkdown } from "../inline-markdown";
import type { Schemas } from "./describe-schema";
import { Fields } from "./fields";
import { Parameters } from "./parameters";
import classes from "./reference.module.css";
import { Responses } from "./responses";
import { SampleTabs } from "./sample-tabs";
import { curlSample, type Endpoint, typescriptSample } from "./samples";

interface Props {
  endpoint: Endpoint;
  schemas: Schemas;
  origin: string;
  /** By error code. */
  meanings: Record<string, { status: number; meaning: string }>;
  run: ReactNode;
  after: ReactNode;
}

/** The page of an operation: who calls it, parameters, body, responses, samples and Run. */
export function OperationView({ endpoint, schemas, origin, meanings, run, after }: Props) {
  const { method, path, operation } = endpoint;
  const { summary, description, parameters = [], requestBody, security } = operation;
  const body = requestBody?.content["application/json"]?.schema;
  const scopes = security.flatMap(({ app = [] }) => app);
  const scopesOfSession = security.flatMap(({ session = [] }) => session);
  const headings = [
    { id: "example", title: "Example" },
    { id: "run", title: "Try it" },
    ...(parameters.length > 0 ? [{ id: "parameters", title: "Parameters" }] : []),
    ...(body ? [{ id: "body", title: "Request body" }] : []),
    { id: "response", title: "Response" },
    { id: "errors", title: "Errors" },
  ];
  return (
    <div className={guide.page}>
      <article className={guide.guide}>
        <h1>{summary}</h1>
        <MethodPath method={method} path={path} url={origin + path} />
        {description && (
          <p>
            <InlineMarkdown text={description} />
          </p>
        )}
        <p className={guide.lead}>
          {callerOf(operation)}{" "}
          {scopes.map((scope) => (
            <span key={scope}>
              Scope <code>{scope}</code>.
            </span>
          ))}
          {scopesOfSession.map((scope) => (
            <span key={scope}>
              If an app created the token, the app needs the scope <code>{scope}</code>.
            </span>
          ))}
        </p>
        <Anchored id="example" level={2}>
          Example
        </Anchored>
        <SampleTabs
          curl={
            <CodeBlock label="curl example" language="bash" code={curlSample(endpoint, origin)} />
          }
          typescript={
            <CodeBlock
              label="TypeScript example"
              language="typescript"
              code={typescriptSample(endpoint, origin)}
            />
          }
        />
        <Anchored id="run" level={2}>
          Try it
        </Anchored>
        {run}
        <Parameters parameters={parameters} schemas={schemas} />
        {body && (
          <>
            <Anchored id="body" level={2}>
              Request body
            </Anchored>
            <Fields schema={body} schemas={schemas} />
          </>
        )}
        <Responses operation={operation} schemas={schemas} meanings={meanings} />
        {after}
      </article>
      <OnThisPage headings={headings} />
    </div>
  );
}

/** The method and path, with a button that copies the whole URL. */
function MethodPath({ method, path, url }: { method: string; path: string; url: string }) {
  return (
    <p className={classes.address}>
      <strong>{method}</strong>
      <code>{path}</code>
      <CopyButton value={url} label="URL" />
    </p>
  );
}

/** Who may call an operation of each surface. The guide on authentication has the details. */
const callers: Record<string, string> = {
  "app+session": "Auth: app access token and customer session token.",
  session: "Auth: customer token.",
  app: "Auth: app access token.",
  browser: "Internal. Auth: session cookie.",
  admin: "Internal. Auth: an admin's session cookie.",
  "own-pages": "Internal. No sign-in required.",
  nextauth: "Internal. Used by the sign-in pages.",
  public: "No authentication required.",
};

/** The same for security schemes that are more specific than the surface. */
const callerOfScheme: Record<string, string> = {
  client: "Auth: client ID and secret, in the body or with HTTP Basic.",
  metrics: "Auth: the firm's metrics token.",
};

function callerOf(operation: OperationObject): string {
  const { "x-surface": surface, security, parameters = [] } = operation;
  if (parameters.some(({ name }) => name === "Stripe-Signature"))
    return "Called by Stripe (signed).";
  const scheme = security.flatMap(Object.keys).find((name) => callerOfScheme[name]);
  return callerOfScheme[scheme ?? ""] ?? callers[surface] ?? surface;
}
