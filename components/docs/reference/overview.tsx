import Link from "next/link";
import type { OpenApiDocument } from "@/lib/openapi/schemas";
import { Anchored } from "../frame/anchored";
import { operationPath } from "../frame/navigation";
import { OnThisPage } from "../frame/on-this-page";
import guide from "../guide.module.css";
import classes from "./overview.module.css";

/** The anchor of a tag: `Webhook endpoints` → `webhook-endpoints`. */
export const tagId = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

/** All operations, by tag. */
export function Overview({ document }: { document: OpenApiDocument }) {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return (
    <div className={guide.page}>
      <article className={guide.guide}>
        <h1>Reference</h1>
        <p className={guide.lead}>
          {all.length} endpoints. Download the <a href="/api/openapi.json">OpenAPI document</a>.
        </p>
        {document.tags.map(({ name, description }) => (
          <section key={name}>
            <Anchored id={tagId(name)} level={2}>
              {name}
            </Anchored>
            <p>{description}</p>
            <ul className={classes.operations}>
              {all
                .filter(({ operation }) => operation.tags[0] === name)
                .map(({ path, method, operation }) => (
                  <li key={operation.operationId}>
                    <Link href={operationPath(operation.operationId)} prefetch={false}>
                      {operation.summary}
                    </Link>
                    <span>
                      <strong>{method.toUpperCase()}</strong> <code>{path}</code>
                    </span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </article>
      <OnThisPage headings={document.tags.map(({ name }) => ({ id: tagId(name), title: name }))} />
    </div>
  );
}
