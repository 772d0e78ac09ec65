import { invalidParam } from "./errors";
import { type FormObject, isObject } from "./form-decode";

/** Throws `parameter_unknown` if the request has a parameter that the endpoint doesn't take. */
export function allowOnly(params: FormObject, names: readonly string[], prefix = ""): void {
  for (const name of Object.keys(params)) {
    if (names.includes(name) || (prefix === "" && name === "expand")) continue;
    const param = prefix === "" ? name : `${prefix}[${name}]`;
    throw invalidParam(param, `Received unknown parameter: ${param}`, "parameter_unknown");
  }
}

/** A text parameter, or null when it wasn't sent. Empty text unsets an optional field at Stripe. */
export function optionalText(params: FormObject, name: string): string | null {
  const value = params[name];
  if (value === undefined || value === "") return null;
  if (typeof value !== "string") throw invalidParam(name, `Invalid string: ${name}`);
  return value;
}

/** A required text parameter. Throws `parameter_missing`. */
export function requiredText(params: FormObject, name: string): string {
  const value = optionalText(params, name);
  if (value === null) {
    const code = params[name] === "" ? "parameter_invalid_empty" : "parameter_missing";
    throw invalidParam(name, `Missing required param: ${name}.`, code);
  }
  return value;
}

/** A whole number, or null when it wasn't sent; `parameter_invalid_integer` for anything else. */
export function optionalInteger(params: FormObject, name: string): number | null {
  const value = optionalText(params, name);
  if (value === null) return null;
  const number = Number(value);
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number)) {
    throw invalidParam(name, `Invalid integer: ${value}`, "parameter_invalid_integer");
  }
  return number;
}

/** `true` or `false`, or the fallback when it wasn't sent. */
export function booleanOr(params: FormObject, name: string, fallback: boolean): boolean {
  const value = optionalText(params, name);
  if (value === null) return fallback;
  if (value !== "true" && value !== "false") {
    throw invalidParam(name, `Invalid boolean: ${value}`);
  }
  return value === "true";
}

/** One of the allowed values, or null if it wasn't sent. */
export function optionalChoice<Choice extends string>(
  params: FormObject,
  name: string,
  choices: readonly Choice[],
): Choice | null {
  const value = optionalText(params, name);
  if (value === null) return null;
  const choice = choices.find((allowed) => allowed === value);
  if (choice === undefined) {
    throw invalidParam(name, `Invalid ${name}: must be one of ${choices.join(", ")}`);
  }
  return choice;
}

/** A nested object of parameters, or null when it wasn't sent. */
export function optionalObject(params: FormObject, name: string): FormObject | null {
  const value = params[name];
  if (value === undefined || value === "") return null;
  if (!isObject(value)) throw invalidParam(name, "Invalid object", "parameter_invalid_empty");
  return value;
}

/** A list of texts, or null when it wasn't sent. */
export function optionalList(params: FormObject, name: string): string[] | null {
  const value = params[name];
  if (value === undefined || value === "") return null;
  if (!Array.isArray(value)) throw invalidParam(name, "Invalid array");
  return value.map((item, index) => {
    if (typeof item !== "string") throw invalidParam(`${name}[${index}]`, "Invalid string");
    return item;
  });
}

/** An absolute http(s) address, or null when it wasn't sent; `url_invalid` for anything else. */
export function optionalUrl(params: FormObject, name: string): string | null {
  const value = optionalText(params, name);
  if (value === null) return null;
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) {
    throw invalidParam(name, "Not a valid URL", "url_invalid");
  }
  return value;
}
