/** A decoded form value: text, a list, or an object of further values. */
export type FormValue = string | FormValue[] | FormObject;
export type FormObject = { [name: string]: FormValue };

/** Stripe's own parameters nest three deep at most; deeper bodies are rejected. */
const MAX_DEPTH = 8;

/**
 * Decodes a form-encoded body or query string with Stripe's bracket nesting: `a[b]=c` is
 * `{a: {b: "c"}}`, and both `a[]=x` and `a[0]=x` are `{a: ["x"]}`.
 */
export function decodeForm(encoded: string): FormObject {
  const form = emptyObject();
  for (const [name, value] of new URLSearchParams(encoded)) {
    assign(form, pathOf(name), value);
  }
  return mapValues(form, withArrays);
}

/** An object without a prototype, so that a field named `__proto__` is an ordinary field. */
function emptyObject(): FormObject {
  return Object.create(null);
}

function pathOf(name: string): string[] {
  const bracket = name.indexOf("[");
  if (bracket <= 0 || !name.endsWith("]")) return [name];
  const nested = name.slice(bracket + 1, -1).split("][");
  return [name.slice(0, bracket), ...nested].slice(0, MAX_DEPTH);
}

function assign(target: FormObject, path: string[], value: string): void {
  const [head = "", ...rest] = path;
  const key = head === "" ? String(Object.keys(target).length) : head;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const existing = target[key];
  const child = isObject(existing) ? existing : emptyObject();
  target[key] = child;
  assign(child, rest, value);
}

function withArrays(value: FormValue): FormValue {
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const isList = keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
  const decoded = mapValues(value, withArrays);
  return isList ? Object.values(decoded) : decoded;
}

function mapValues(object: FormObject, change: (value: FormValue) => FormValue): FormObject {
  const changed = emptyObject();
  for (const [key, value] of Object.entries(object)) changed[key] = change(value);
  return changed;
}

/** Whether a decoded value is a nested object: neither text nor a list. */
export function isObject(value: FormValue | undefined): value is FormObject {
  return typeof value === "object" && !Array.isArray(value);
}
