import type { FormErrors } from "@mantine/form";

interface HasInputs {
  getInputNode: (path: string) => HTMLInputElement | null;
}

/** Puts the cursor into the first field that is wrong; a screen reader then reads its error. */
export const focusFirst = (form: HasInputs) => (errors: FormErrors) => {
  const [first] = Object.keys(errors);
  if (first) form.getInputNode(first)?.focus();
};
