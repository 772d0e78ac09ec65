import type { Parameter } from "@/lib/openapi/schemas";
import { Anchored } from "../frame/anchored";
import type { Schemas } from "./describe-schema";
import { FieldRow } from "./fields";
import classes from "./reference.module.css";

const titles = { path: "Path parameters", query: "Query parameters", header: "Header parameters" };
const locations = ["path", "query", "header"] as const;

/** The parameters, by location. */
export function Parameters({ parameters, schemas }: { parameters: Parameter[]; schemas: Schemas }) {
  if (parameters.length === 0) return null;
  return (
    <>
      <Anchored id="parameters" level={2}>
        Parameters
      </Anchored>
      {locations.map((location) => {
        const located = parameters.filter((parameter) => parameter.in === location);
        if (located.length === 0) return null;
        return (
          <div key={location}>
            <p className={classes.variant}>{titles[location]}</p>
            <ul className={classes.fields}>
              {located.map(({ name, required = false, description, schema }) => (
                <FieldRow
                  key={name}
                  field={{
                    name,
                    required,
                    schema: description ? { ...schema, description } : schema,
                  }}
                  schemas={schemas}
                  isResponse={false}
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
