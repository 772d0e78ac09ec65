import { useEffect } from "react";

/** Names the tab by what its page has become. The firm's name stays behind it. */
export function useTitle(words: string) {
  useEffect(() => {
    const name = () => {
      const wanted = document.title.replace(/^.*? · /, `${words} · `);
      if (document.title !== wanted) document.title = wanted;
    };
    name();
    // The page's own title may come later: it is streamed after the page.
    const late = new MutationObserver(name);
    late.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => late.disconnect();
  }, [words]);
}
