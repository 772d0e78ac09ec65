import { styleSheet } from "./dom";

/** The styles of the strip that says "sandbox", less prominent than the form. */
export function stripStyles(): CSSStyleSheet {
  return styleSheet(`
.Strip {
  margin-top: calc(var(--spacingUnit) * 2);
  padding: calc(var(--spacingUnit) * 3);
  background: var(--quiet);
  border-radius: var(--borderRadius);
  font-size: calc(var(--fontSizeBase) * 0.8125);
}
.Strip-text { margin: 0 0 calc(var(--spacingUnit) * 2.5); color: var(--colorTextSecondary); }
.Strip-text strong { color: var(--colorText); font-weight: 600; }
.Chips { display: flex; flex-wrap: wrap; gap: calc(var(--spacingUnit) * 1.5); }
.Chips-rest { display: contents; }
.Chips-rest[hidden] { display: none; }
.Chip {
  display: inline-flex;
  align-items: center;
  gap: 0.45em;
  min-height: 28px;
  margin: 0;
  padding: 0 10px;
  color: var(--colorText);
  background: var(--colorBackground);
  border: 1px solid var(--line);
  border-radius: 999px;
  font: inherit;
  line-height: 1;
  cursor: pointer;
  transition: border-color 120ms;
}
.Chip::before {
  content: "";
  width: 6px;
  height: 6px;
  border-radius: 50%;
  background: var(--colorWarning);
}
.Chip--good::before { background: var(--colorSuccess); }
.Chip--bad::before { background: var(--colorDanger); }
.Chip-digits { color: var(--colorTextSecondary); font-variant-numeric: tabular-nums; }
.Chip:hover { border-color: var(--colorTextSecondary); }
.Chip:focus-visible { outline: 2px solid var(--colorPrimary); outline-offset: 2px; }
.Chip[aria-current] { border-color: var(--colorPrimary); box-shadow: 0 0 0 1px var(--colorPrimary); }
.Chip--more {
  color: var(--colorTextSecondary);
  background: transparent;
  border-color: transparent;
  text-decoration: underline;
  text-underline-offset: 3px;
}
.Chip--more:hover { color: var(--colorText); border-color: transparent; }
.Chip--more::before { content: none; }
`);
}
