import Link from "next/link";
import type { OperationObject, ResponseObject } from "@/lib/openapi/schemas";
import { CodeBlock } from "../code-block";
import { Anchored } from "../frame/anchored";
import { RichText } from "../guides/rich-text";
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
  const answers = Object.entries(operation.responses);
  const successes = answers.filter(([status]) => status < "300");
  const refusals = answers.filter(([status, answer]) => status >= "400" && hasOwnForm(answer));
  return (
    <>
      <Anchored id="answer" level={2}>
        Answer
      </Anchored>
      {successes.map(([status, answer]) => (
        <Answer key={status} status={status} answer={answer} schemas={schemas} />
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
      {refusals.map(([status, answer]) => (
        <Answer key={status} status={status} answer={answer} schemas={schemas} />
      ))}
    </>
  );
}

/** A refusal that isn't the envelope alone, which is always narrowed to the codes of its status. */
function hasOwnForm({ content }: ResponseObject): boolean {
  const schema = content?.["application/json"]?.schema;
  return schema !== undefined && !schema.allOf;
}

interface AnswerProps {
  status: string;
  answer: ResponseObject;
  schemas: Schemas;
}

function Answer({ status, answer, schemas }: AnswerProps) {
  const media = answer.content?.["application/json"];
  // What the codes below it mean stands in their own list.
  const [description = ""] = answer.description.split("\n\n");
  return (
    <>
      <p>
        <strong>{status}</strong> <RichText text={description} />
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
