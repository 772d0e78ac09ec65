import { z } from "zod";
import { type ListView, listNames, listQuery, lists } from "./schemas";

const views = listNames.map((name): [string, ListView] => [name, lists[name]]);
const things = new Set(views.flatMap(([, { of = [] }]) => of));
const filters = new Set(views.flatMap(([, view]) => Object.keys(view.filters)));
const names = [...new Set([...filters, ...things])];

function schemaOf(name: string) {
  const values = new Set(views.flatMap(([, view]) => view.filters[name] ?? []));
  // An id if another list has a filter of this name with its own values: then any value is valid.
  return things.has(name) ? z.string().max(200) : z.enum([...values]);
}

/** The query parameters of the console's lists: all that any list takes. */
export const listParameters = listQuery("payments")
  .pick({ q: true, sort: true, cursor: true, period: true, from: true, to: true })
  .extend(Object.fromEntries(names.map((name) => [name, schemaOf(name).optional()])));

/** The lists that match, in code font: `payments`, `accounts`. */
const listed = (has: (view: ListView) => boolean): string =>
  views
    .filter(([, view]) => has(view))
    .map(([name]) => `\`${name}\``)
    .join(", ");

/** The lists that have the parameter, and the values of each one where they differ, as a paragraph. */
function descriptionOf(name: string): string {
  const values = views.flatMap(([list, view]) => {
    const own = view.filters[name];
    return own ? [`\`${list}\`: ${own.join(", ")}.`] : [];
  });
  const having = listed(({ of = [] }) => of.includes(name));
  const thing = having && `An id whose rows to show, in ${having}.`;
  if (values.length < 2) return [...values.map((only) => `In ${only}`), thing].join(" ").trim();
  const filtered = listed((view) => view.filters[name] !== undefined);
  return `${`In ${filtered}. ${thing}`.trim()}\n\n${values.join("\n")}`;
}

/** A description of which list takes which parameter. */
export const listParameterDescriptions: Record<string, string> = {
  sort: `newest, or by amount in ${listed(({ byAmount }) => byAmount)}.`,
  ...Object.fromEntries(names.map((name) => [name, descriptionOf(name)])),
};
