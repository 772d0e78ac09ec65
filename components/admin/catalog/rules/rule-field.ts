/** A field of a rule in the form. `name` is its place in the values of the rule. */
export type RuleField =
  | { kind: "choice"; name: string; label: string; options: [value: string, label: string][] }
  | { kind: "whole"; name: string; label: string; placeholder?: string }
  | { kind: "percent"; name: string; label: string }
  | { kind: "lots"; name: string; label: string }
  /** A part of a balance, or an amount of money: two values, `name` and `name_of`. */
  | { kind: "amount"; name: string; label: string; of: [value: string, label: string][] }
  | { kind: "money"; name: string; label: string; placeholder?: string }
  | { kind: "zone"; name: string; label: string }
  | { kind: "time"; name: string; label: string }
  | { kind: "yes"; name: string; label: string }
  | { kind: "symbols"; name: string; label: string };
