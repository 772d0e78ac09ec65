import { useEffect } from "react";

/** Names the tab by what its page has become. The firm's name stays behind it. */
export function useTitle(words: string) {
  useEffect(() => {
    document.title = document.title.replace(/^.*? · /, `${words} · `);
  }, [words]);
}
