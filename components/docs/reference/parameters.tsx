import type { Parameter } from "@/lib/openapi/schemas";
import { Anchored } from "../frame/anchored";
import { FieldRow } from "./field-row";
import classes from "./reference.module.css";
import type { Schemas } from "./schema-words";

const titles = { path: "In the path", query: "In the query", header: "In the headers" };
const places = ["path", "query", "header"] as const;

/** The parameters by where they stand. */
export function Parameters({ parameters, schemas }: { parameters: Parameter[]; schemas: Schemas }) {
  if (parameters.length === 0) return null;
  return (
    <>
      <Anchored id="parameters" level={2}>
        Parameters
      </Anchored>
      {places.map((place) => {
        const here = parameters.filter((parameter) => parameter.in === place);
        if (here.length === 0) return null;
        return (
          <div key={place}>
            <p className={classes.variant}>{titles[place]}</p>
            <ul className={classes.fields}>
              {here.map(({ name, required = false, description, schema }) => (
                <FieldRow
                  key={name}
                  field={{
                    name,
                    required,
                    schema: description ? { ...schema, description } : schema,
                  }}
                  schemas={schemas}
                  answer={false}
                  depth={0}
                />
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}
