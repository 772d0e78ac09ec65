import type { JsonSchema } from "@/lib/openapi/schemas";
import { FieldRow } from "./field-row";
import classes from "./reference.module.css";
import { fieldsOf, type Schemas, variantsOf } from "./schema-words";

interface Props {
  schema: JsonSchema;
  schemas: Schemas;
  /** An answer's fields are all there: only what may be missing is worth a word. */
  answer?: boolean;
  depth?: number;
}

// More kinds of object than these are read by their names first.
const MOST_OPEN = 3;

/** The fields of an object, or of each kind of object that it may be. */
export function Fields({ schema, ...how }: Props) {
  const variants = variantsOf(schema, how.schemas);
  return variants.map(({ title, schema: object }, place) =>
    variants.length > MOST_OPEN ? (
      <details key={title || place} className={classes.inner}>
        <summary>{title}</summary>
        <OneObject schema={object} {...how} />
      </details>
    ) : (
      <div key={title || place}>
        {title && <p className={classes.variant}>{title}</p>}
        <OneObject schema={object} {...how} />
      </div>
    ),
  );
}

function OneObject({ schema, schemas, answer = false, depth = 0 }: Props) {
  return (
    <ul className={classes.fields}>
      {fieldsOf(schema).map((field) => (
        <FieldRow key={field.name} field={field} schemas={schemas} answer={answer} depth={depth} />
      ))}
    </ul>
  );
}
