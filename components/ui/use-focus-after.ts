import { type RefObject, useEffect, useRef } from "react";

/** When a panel's view changes, the focused element is gone: this focuses the first field or button of the new view. */
export function useFocusAfter(panel: RefObject<HTMLElement | null>, view: string) {
  const before = useRef(view);
  useEffect(() => {
    if (before.current === view) return;
    before.current = view;
    panel.current?.querySelector<HTMLElement>("input, button")?.focus();
  }, [panel, view]);
}
