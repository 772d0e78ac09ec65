import { RichText } from "../guides/rich-text";
import { Fields } from "./fields";
import classes from "./reference.module.css";
import {
  type Field,
  resolve,
  ruleWords,
  type Schemas,
  typeWords,
  valuesOf,
  variantsOf,
} from "./schema-words";

interface Props {
  field: Field;
  schemas: Schemas;
  answer: boolean;
  depth: number;
}

// What lies deeper is a page of its own, or nobody looks for it here.
const DEEPEST = 3;
// More are in the example and in the document.
const MOST_VALUES = 14;

/** A field or parameter: its name, what it is, whether it is needed, and in words. */
export function FieldRow({ field: { name, schema, required }, schemas, answer, depth }: Props) {
  const inner = depth < DEEPEST ? variantsOf(schema, schemas) : [];
  const values = valuesOf(schema);
  const rules = ruleWords(resolve(schema, schemas));
  return (
    <li>
      <p className={classes.head}>
        <code>{name}</code>
        <span className={classes.type}>{[typeWords(schema), ...rules].join(", ")}</span>
        {required && !answer && <span className={classes.required}>required</span>}
        {!required && answer && <span className={classes.type}>may be missing</span>}
        {schema.default !== undefined && schema.default !== null && (
          <span className={classes.type}>
            default <code>{String(schema.default)}</code>
          </span>
        )}
      </p>
      {schema.description && (
        <p className={classes.words}>
          <RichText text={schema.description} />
        </p>
      )}
      {values.length > 1 && (
        <p className={classes.values}>
          {values.slice(0, MOST_VALUES).map((value) => (
            <code key={value}>{value}</code>
          ))}
          {values.length > MOST_VALUES && <span>and {values.length - MOST_VALUES} more</span>}
        </p>
      )}
      {inner.length > 0 && (
        <details className={classes.inner}>
          <summary>Fields of {name}</summary>
          <Fields schema={schema} schemas={schemas} answer={answer} depth={depth + 1} />
        </details>
      )}
    </li>
  );
}
