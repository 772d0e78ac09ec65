import { styleSheet } from "./dom";

/**
 * The styles of the form. Outside its shadow root, it depends only on the variables that `applyAppearance` sets. The space
 * between two fields is that of a message of one line, so that nothing below moves under a click when one appears.
 */
export function formStyles(): CSSStyleSheet {
  return styleSheet(`${layout}\n${field}\n${loading}`);
}

const layout = `
:host { all: initial; display: block; }
.Root {
  --line: color-mix(in srgb, var(--colorText) 22%, var(--colorBackground));
  --faint: color-mix(in srgb, var(--colorText) 60%, var(--colorBackground));
  --ring: color-mix(in srgb, var(--colorPrimary) 26%, transparent);
  --quiet: color-mix(in srgb, var(--colorTextSecondary) 9%, transparent);
  position: relative;
  container-type: inline-size;
  color: var(--colorText);
  color-scheme: light;
  font: 400 var(--fontSizeBase)/1.4 var(--fontFamily);
  -webkit-font-smoothing: antialiased;
}
.Root[data-theme="night"] { color-scheme: dark; }
.Fields {
  display: grid;
  grid-template-columns: 1fr 1fr;
  column-gap: calc(var(--spacingUnit) * 3);
  row-gap: calc(var(--spacingUnit) * 2);
}
.Field { min-width: 0; }
.Field--number { grid-column: 1 / -1; }
.Hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

const field = `
.Label {
  display: block;
  margin-bottom: var(--spacingUnit);
  font-size: calc(var(--fontSizeBase) * 0.875);
  font-weight: 500;
}
.Control { position: relative; display: block; }
.Input {
  box-sizing: border-box;
  width: 100%;
  min-height: 44px;
  margin: 0;
  padding: calc(var(--spacingUnit) * 2.5) calc(var(--spacingUnit) * 3);
  color: var(--colorText);
  background: var(--colorBackground);
  border: 1px solid var(--line);
  border-radius: var(--borderRadius);
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.05);
  font: inherit;
  font-variant-numeric: tabular-nums;
  line-height: 1.35;
  outline: none;
  transition: border-color 120ms, box-shadow 120ms;
}
.Root[data-theme="flat"] .Input { border-color: transparent; box-shadow: none; }
.Input::placeholder { color: var(--colorTextPlaceholder, var(--faint)); opacity: 1; }
.Input:hover { border-color: color-mix(in srgb, var(--colorText) 40%, var(--colorBackground)); }
.Root .Input:focus { border-color: var(--colorPrimary); box-shadow: 0 0 0 3px var(--ring); }
.Root .Input--invalid { border-color: var(--colorDanger); box-shadow: 0 0 0 1px var(--colorDanger); }
.Root .Input--invalid:focus {
  border-color: var(--colorDanger);
  box-shadow: 0 0 0 3px color-mix(in srgb, var(--colorDanger) 26%, transparent);
}
.Input:-webkit-autofill {
  -webkit-text-fill-color: var(--colorText);
  box-shadow: inset 0 0 0 100px var(--colorBackground);
}
.Icons {
  position: absolute;
  inset: 0 calc(var(--spacingUnit) * 3) 0 auto;
  display: flex;
  align-items: center;
  gap: var(--spacingUnit);
  pointer-events: none;
}
.Field--number .Input { padding-right: 100px; }
.Field--cvc .Input { padding-right: 48px; }
.Icons svg { width: 24px; height: 16px; flex: none; }
.Brand { border-radius: 2.5px; box-shadow: 0 0 0 1px rgb(20 24 40 / 0.14); }
.CvcIcon .Line { fill: none; stroke: var(--faint); }
.CvcIcon .Solid { fill: var(--faint); }
.CvcIcon .Accent { fill: var(--colorBackground); stroke: var(--faint); }
.CvcIcon .Dot { fill: var(--colorText); }
/* Its line is reserved: a field that moves the button as it loses the focus makes the click on it miss. */
.Error {
  margin: var(--spacingUnit) 0 0;
  min-height: 1.4em;
  color: var(--colorDanger);
  font-size: calc(var(--fontSizeBase) * 0.8125);
}
`;

const loading = `
.Root[data-status="loading"] .Input {
  color: transparent;
  border-color: transparent;
  background: var(--quiet);
  box-shadow: none;
}
.Root[data-status="loading"] .Input::placeholder { color: transparent; }
.Root[data-status="loading"] .Icons { visibility: hidden; }
.Root[data-status="loading"] .Control { animation: breathe 1.4s ease-in-out infinite; }
.Failure {
  margin: 0;
  padding: calc(var(--spacingUnit) * 3);
  background: var(--quiet);
  border-radius: var(--borderRadius);
}
.Root[data-status="failed"] .Body, .Root:not([data-status="failed"]) .Failure { display: none; }
@keyframes breathe { 50% { opacity: 0.55; } }
@media (prefers-reduced-motion: reduce) {
  .Root[data-status="loading"] .Control { animation: none; }
  .Input { transition: none; }
}
`;
