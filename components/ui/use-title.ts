import { useEffect } from "react";

/** Sets the tab's title for a page whose content has changed. The firm's name stays at its end. */
export function useTitle(title: string) {
  useEffect(() => {
    const update = () => {
      const newTitle = document.title.replace(/^.*? · /, `${title} · `);
      if (document.title !== newTitle) document.title = newTitle;
    };
    update();
    // The page's own title may arrive later, since it is streamed after the content.
    const observer = new MutationObserver(update);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [title]);
}
