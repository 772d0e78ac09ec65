type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Hands React what was typed, chosen or filled in by a password manager while the page came alive, as if it
 * had just been entered: the server's HTML takes input long before the handlers are there. Call it in the
 * layout effect in which the form is mounted, before a render puts the form's own values over it.
 */
export function adoptEarlyInput(form: HTMLFormElement): void {
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement) adoptOption(field);
    else if (field instanceof HTMLTextAreaElement) adoptText(field);
    else if (field instanceof HTMLInputElement) {
      if (["checkbox", "radio"].includes(field.type)) adoptTick(field);
      else if (field.type !== "hidden") adoptText(field);
    }
  }
}

function adoptText(field: Field): void {
  const { value, defaultValue } = field;
  if (value === defaultValue) return;
  const { selectionStart, selectionEnd, selectionDirection } = field;
  // React remembers what is set through the element, and takes no event for a change that it knows of.
  field.value = defaultValue;
  setPastReact(field, value);
  // The caret went to the end; the fields that don't say where it was keep it there.
  if (selectionStart !== null) {
    field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined);
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function setPastReact(field: Field, value: string): void {
  const prototype = Object.getPrototypeOf(field);
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
}

function adoptTick(field: HTMLInputElement): void {
  if (field.checked === field.defaultChecked) return;
  // Of radio buttons the one that was chosen speaks for all.
  if (field.type === "radio" && !field.checked) return;
  field.checked = field.defaultChecked;
  field.click();
}

function adoptOption(field: HTMLSelectElement): void {
  const { options, selectedIndex } = field;
  const start = [...options].findIndex(({ defaultSelected }) => defaultSelected);
  if (selectedIndex === Math.max(start, 0)) return;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
