import Link from "next/link";
import type { OperationObject, ResponseObject } from "@/lib/openapi/schemas";
import { CodeBlock } from "../code-block";
import { Anchored } from "../frame/anchored";
import { Fields } from "./fields";
import classes from "./reference.module.css";
import type { Schemas } from "./schema-words";

interface Props {
  operation: OperationObject;
  schemas: Schemas;
  meanings: Record<string, { status: number; meaning: string }>;
}

/** What it answers: each success with its fields and an example, then the codes of its errors. */
export function Answers({ operation, schemas, meanings }: Props) {
  const successes = Object.entries(operation.responses).filter(([status]) => status < "300");
  return (
    <>
      <Anchored id="answer" level={2}>
        Answer
      </Anchored>
      {successes.map(([status, answer]) => (
        <Success key={status} status={status} answer={answer} schemas={schemas} />
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
            <p className={classes.words}>{meanings[code]?.meaning}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

interface SuccessProps {
  status: string;
  answer: ResponseObject;
  schemas: Schemas;
}

function Success({ status, answer, schemas }: SuccessProps) {
  const media = answer.content?.["application/json"];
  return (
    <>
      <p>
        <strong>{status}</strong> {answer.description}
        {answer.headers?.Link && (
          <>
            {" "}
            The next page's address is in the <code>Link</code> header.
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
          <summary>Its fields</summary>
          <Fields schema={media.schema} schemas={schemas} answer />
        </details>
      )}
    </>
  );
}
