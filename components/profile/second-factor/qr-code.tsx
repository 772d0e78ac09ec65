import { encode } from "uqr";

// The empty border that QR readers need, in modules.
const QUIET_ZONE = 4;

/** A text as a QR code. Dark on white in both themes, because readers need it so. */
export function QrCode({ text, label, className }: Props) {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_ZONE });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      className={className}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

interface Props {
  text: string;
  label: string;
  className?: string;
}
