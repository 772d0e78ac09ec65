import type { ReactNode } from "react";
import { dark } from "../ui/colours";

export interface PictureFact {
  name: string;
  value: string;
}

interface Props {
  firmName: string;
  title: string;
  /** Beside the title; null for none. */
  price: string | null;
  facts: PictureFact[];
}

export const pictureSize = { width: 1_200, height: 630 };

const [text, , dim] = dark;
const ground = dark[8];
const line = dark[5];
const accent = "#7590ea";

/**
 * The picture of a link's preview, 1200 by 630. Laid out by Satori, which knows flexbox and inline styles alone; each
 * element with several children is a flexbox.
 */
export const Picture = ({ firmName, title, price, facts }: Props) => (
  <div
    style={{
      display: "flex",
      flexDirection: "column",
      justifyContent: "space-between",
      width: "100%",
      height: "100%",
      padding: 72,
      color: text,
      background: ground,
      fontFamily: "Geist, DejaVu",
    }}
  >
    <div style={{ display: "flex", alignItems: "center", gap: 20, fontSize: 34 }}>
      <Bars />
      {printable(firmName)}
    </div>
    <div style={{ display: "flex", flexDirection: "column", gap: 12 }}>
      <div
        style={{
          display: "flex",
          fontSize: sizeOfTitle(title),
          letterSpacing: -2,
          lineHeight: 1.1,
        }}
      >
        {printable(title)}
      </div>
      {price !== null && (
        <div style={{ display: "flex", fontSize: 48, color: accent }}>{printable(price)}</div>
      )}
    </div>
    <div style={{ display: "flex", gap: 64, paddingTop: 32, borderTop: `2px solid ${line}` }}>
      {facts.map(({ name, value }) => (
        <div key={name} style={{ display: "flex", flexDirection: "column", gap: 4 }}>
          <div style={{ display: "flex", fontSize: 26, color: dim }}>{printable(name)}</div>
          <div style={{ display: "flex", fontSize: 36 }}>{printable(value)}</div>
        </div>
      ))}
    </div>
  </div>
);

/** The three bars of the icon. */
const Bars = (): ReactNode => (
  <div style={{ display: "flex", alignItems: "flex-end", gap: 7 }}>
    <div style={{ width: 14, height: 25, borderRadius: 5, background: dark[3] }} />
    <div style={{ width: 14, height: 39, borderRadius: 5, background: dark[1] }} />
    <div style={{ width: 14, height: 56, borderRadius: 5, background: accent }} />
  </div>
);

const LONG_TITLE = 22;
const sizeOfTitle = (title: string): number => (title.length > LONG_TITLE ? 72 : 108);

/** Latin, Greek and Cyrillic, punctuation and currencies: for other characters next/og would load a font over the network. */
export const printable = (typed: string): string =>
  typed.replaceAll(
    /[^\u0020-\u007e\u00a0-\u024f\u0370-\u0527\u2010-\u2044\u20a0-\u20bf\u2212]/g,
    "",
  );
