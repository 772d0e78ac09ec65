import { type RefObject, useEffect, useRef } from "react";

/**
 * When what a panel shows changes, what had the keyboard's focus is gone: it goes on in what took its
 * place.
 */
export function useFocusAfter(panel: RefObject<HTMLElement | null>, view: string) {
  const before = useRef(view);
  useEffect(() => {
    if (before.current === view) return;
    before.current = view;
    panel.current?.querySelector<HTMLElement>("input, button")?.focus();
  }, [panel, view]);
}
