type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Replays to React what was typed, chosen or filled in by a password manager before the page was hydrated:
 * the server's HTML accepts input long before there are event handlers. Call it in the layout effect in which
 * the form mounts, before a render overwrites the fields with the form's own values.
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
  // React tracks values that are set through the element, and ignores events for changes that it knows.
  field.value = defaultValue;
  setUntracked(field, value);
  // Setting the value moves the caret to the end. Fields of some types have no selection to restore.
  if (selectionStart !== null) {
    field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined);
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function setUntracked(field: Field, value: string): void {
  const prototype = Object.getPrototypeOf(field);
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
}

function adoptTick(field: HTMLInputElement): void {
  if (field.checked === field.defaultChecked) return;
  // Of a group of radio buttons only the chosen one is replayed.
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
