import Link from "next/link";
import { inline } from "./inline";

/** A text of a guide: its code, strong words and links. */
export function RichText({ text }: { text: string }) {
  return inline(text).map((piece) => {
    if (piece.kind === "code") return <code key={piece.at}>{piece.text}</code>;
    if (piece.kind === "strong") return <strong key={piece.at}>{piece.text}</strong>;
    if (piece.kind !== "link") return piece.text;
    // Of our own addresses only those of pages are for the router.
    return piece.href.startsWith("/docs") ? (
      <Link key={piece.at} href={piece.href}>
        {piece.text}
      </Link>
    ) : (
      <a key={piece.at} href={piece.href}>
        {piece.text}
      </a>
    );
  });
}
