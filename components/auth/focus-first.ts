import type { FormErrors } from "@mantine/form";

interface HasInputs {
  getInputNode: (path: string) => HTMLInputElement | null;
}

/** Focuses the first invalid field, so that a screen reader reads its error. */
export const focusFirst = (form: HasInputs) => (errors: FormErrors) => {
  const [first] = Object.keys(errors);
  if (first) form.getInputNode(first)?.focus();
};
