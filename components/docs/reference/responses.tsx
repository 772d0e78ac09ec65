import Link from "next/link";
import type { OperationObject, ResponseObject } from "@/lib/openapi/schemas";
import { CodeBlock } from "../code-block";
import { Anchored } from "../frame/anchored";
import { InlineMarkdown } from "../inline-markdown";
import type { Schemas } from "./describe-schema";
import { Fields } from "./fields";
import classes from "./reference.module.css";

interface Props {
  operation: OperationObject;
  schemas: Schemas;
  /** By error code. */
  meanings: Record<string, { status: number; meaning: string }>;
}

/** The responses: each success with its fields and an example, then the error codes. */
export function Responses({ operation, schemas, meanings }: Props) {
  const responses = Object.entries(operation.responses);
  const successes = responses.filter(([status]) => status < "300");
  const ownErrors = responses.filter(
    ([status, response]) => status >= "400" && hasOwnSchema(response),
  );
  return (
    <>
      <Anchored id="response" level={2}>
        Response
      </Anchored>
      {successes.map(([status, response]) => (
        <ResponseView key={status} status={status} response={response} schemas={schemas} />
      ))}
      <Anchored id="errors" level={2}>
        Errors
      </Anchored>
      <ul className={classes.fields}>
        {operation["x-error-codes"].map((code) => (
          <li key={code}>
            <p className={classes.head}>
              <Link href={`/docs/errors#${code}`} prefetch={false}>
                <code>{code}</code>
              </Link>
              <span className={classes.type}>{meanings[code]?.status}</span>
            </p>
            <p className={classes.description}>{meanings[code]?.meaning}</p>
          </li>
        ))}
      </ul>
      {ownErrors.map(([status, response]) => (
        <ResponseView key={status} status={status} response={response} schemas={schemas} />
      ))}
    </>
  );
}

/** Whether an error response has a schema of its own. The envelope alone is always narrowed by `allOf`. */
function hasOwnSchema({ content }: ResponseObject): boolean {
  const schema = content?.["application/json"]?.schema;
  return schema !== undefined && !schema.allOf;
}

interface ResponseProps {
  status: string;
  response: ResponseObject;
  schemas: Schemas;
}

function ResponseView({ status, response, schemas }: ResponseProps) {
  const media = response.content?.["application/json"];
  // The meanings of the error codes are in a list of their own.
  const [description = ""] = response.description.split("\n\n");
  return (
    <>
      <p>
        <strong>{status}</strong> <InlineMarkdown text={description} />
        {response.headers?.Link && (
          <>
            {" "}
            The next page's URL is in the <code>Link</code> header.
          </>
        )}
      </p>
      {media?.example !== undefined && (
        <CodeBlock
          label={`example of ${status}`}
          language="json"
          code={JSON.stringify(media.example, null, 2)}
        />
      )}
      {media?.schema && (
        <details className={classes.inner}>
          <summary>Response fields</summary>
          <Fields schema={media.schema} schemas={schemas} isResponse />
        </details>
      )}
    </>
  );
}
