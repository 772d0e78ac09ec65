import type { ReactNode } from "react";
import { CodeBlock } from "../code-block";
import { Anchored } from "../frame/anchored";
import { OnThisPage } from "../frame/on-this-page";
import guide from "../guide.module.css";
import { RichText } from "../guides/rich-text";
import { Answers } from "./answers";
import { Fields } from "./fields";
import { MethodPath } from "./method-path";
import { Parameters } from "./parameters";
import { SampleTabs } from "./sample-tabs";
import { curlSample, type Described, typescriptSample } from "./samples";
import type { Schemas } from "./schema-words";
import { whoCalls } from "./who-calls";

interface Props {
  described: Described;
  schemas: Schemas;
  origin: string;
  /** What each code means. */
  meanings: Record<string, { status: number; meaning: string }>;
  run: ReactNode;
  after: ReactNode;
}

/** An operation of the document: who calls it, with what, what it answers, and how to run it. */
export function OperationView({ described, schemas, origin, meanings, run, after }: Props) {
  const { method, path, operation } = described;
  const { summary, description, parameters = [], requestBody, security } = operation;
  const body = requestBody?.content["application/json"]?.schema;
  const scopes = security.flatMap(({ app = [] }) => app);
  const scopesOfSession = security.flatMap(({ session = [] }) => session);
  const places = [
    { id: "sample", title: "Sample" },
    { id: "run", title: "Run" },
    ...(parameters.length > 0 ? [{ id: "parameters", title: "Parameters" }] : []),
    ...(body ? [{ id: "body", title: "Body" }] : []),
    { id: "answer", title: "Answer" },
    { id: "errors", title: "Errors" },
  ];
  return (
    <div className={guide.page}>
      <article className={guide.guide}>
        <h1>{summary}</h1>
        <MethodPath method={method} path={path} url={origin + path} />
        {description && (
          <p>
            <RichText text={description} />
          </p>
        )}
        <p className={guide.lead}>
          {whoCalls(operation)}{" "}
          {scopes.map((scope) => (
            <span key={scope}>
              Scope <code>{scope}</code>.
            </span>
          ))}
          {scopesOfSession.map((scope) => (
            <span key={scope}>
              For a token that an app obtained, that app needs the scope <code>{scope}</code>.
            </span>
          ))}
        </p>
        <Anchored id="sample" level={2}>
          Sample
        </Anchored>
        <SampleTabs
          curl={
            <CodeBlock label="curl sample" language="bash" code={curlSample(described, origin)} />
          }
          typescript={
            <CodeBlock
              label="TypeScript sample"
              language="typescript"
              code={typescriptSample(described, origin)}
            />
          }
        />
        <Anchored id="run" level={2}>
          Run
        </Anchored>
        {run}
        <Parameters parameters={parameters} schemas={schemas} />
        {body && (
          <>
            <Anchored id="body" level={2}>
              Body
            </Anchored>
            <Fields schema={body} schemas={schemas} />
          </>
        )}
        <Answers operation={operation} schemas={schemas} meanings={meanings} />
        {after}
      </article>
      <OnThisPage places={places} />
    </div>
  );
}
