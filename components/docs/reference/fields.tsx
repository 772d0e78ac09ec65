import type { JsonSchema } from "@/lib/openapi/schemas";
import { InlineMarkdown } from "../inline-markdown";
import {
  constraintLabels,
  type Field,
  fieldsOf,
  resolve,
  type Schemas,
  typeLabel,
  valuesOf,
  variantsOf,
} from "./describe-schema";
import classes from "./reference.module.css";

interface Props {
  schema: JsonSchema;
  schemas: Schemas;
  /** Of a response, optional fields are marked; of a request, required ones. */
  isResponse?: boolean;
  depth?: number;
}

// With more variants than these, each is collapsed.
const MAX_EXPANDED = 3;

/** The fields of an object, or of each of its variants. */
export function Fields({ schema, ...options }: Props) {
  const variants = variantsOf(schema, options.schemas);
  return variants.map(({ title, schema: object }, place) =>
    variants.length > MAX_EXPANDED ? (
      <details key={title || place} className={classes.inner}>
        <summary>{title}</summary>
        <OneObject schema={object} {...options} />
      </details>
    ) : (
      <div key={title || place}>
        {title && <p className={classes.variant}>{title}</p>}
        <OneObject schema={object} {...options} />
      </div>
    ),
  );
}

function OneObject({ schema, schemas, isResponse = false, depth = 0 }: Props) {
  return (
    <ul className={classes.fields}>
      {fieldsOf(schema).map((field) => (
        <FieldRow
          key={field.name}
          field={field}
          schemas={schemas}
          isResponse={isResponse}
          depth={depth}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  field: Field;
  schemas: Schemas;
  isResponse: boolean;
  depth: number;
}

// Fields that are nested deeper are only in the OpenAPI document.
const MAX_DEPTH = 3;
// Further values are only in the OpenAPI document.
const MAX_VALUES = 14;

/** A field or parameter: name, type, constraints, whether it is required, description. */
export function FieldRow({
  field: { name, schema, required },
  schemas,
  isResponse,
  depth,
}: RowProps) {
  const inner = depth < MAX_DEPTH ? variantsOf(schema, schemas) : [];
  const values = valuesOf(schema);
  const constraints = constraintLabels(resolve(schema, schemas));
  return (
    <li>
      <p className={classes.head}>
        <code>{name}</code>
        <span className={classes.type}>{[typeLabel(schema), ...constraints].join(", ")}</span>
        {required && !isResponse && <span className={classes.required}>required</span>}
        {!required && isResponse && <span className={classes.type}>optional</span>}
        {schema.default !== undefined && schema.default !== null && (
          <span className={classes.type}>
            default <code>{String(schema.default)}</code>
          </span>
        )}
      </p>
      {schema.description && (
        <p className={classes.description}>
          <InlineMarkdown text={schema.description} />
        </p>
      )}
      {values.length > 1 && (
        <p className={classes.values}>
          {values.slice(0, MAX_VALUES).map((value) => (
            <code key={value}>{value}</code>
          ))}
          {values.length > MAX_VALUES && <span>and {values.length - MAX_VALUES} more</span>}
        </p>
      )}
      {inner.length > 0 && (
        <details className={classes.inner}>
          <summary>Fields of {name}</summary>
          <Fields schema={schema} schemas={schemas} isResponse={isResponse} depth={depth + 1} />
        </details>
      )}
    </li>
  );
}
