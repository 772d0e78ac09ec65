import { styleSheet } from "./dom";

/** The styles of the dialog with the bank's page. */
export function dialogStyles(): CSSStyleSheet {
  return styleSheet(`
:host { all: initial; }
.Dialog {
  box-sizing: border-box;
  width: min(460px, calc(100vw - 32px));
  max-height: calc(100dvh - 32px);
  margin: auto;
  padding: 0;
  overflow: hidden;
  color: var(--colorText);
  background: var(--colorBackground);
  border: 1px solid color-mix(in srgb, var(--colorText) 14%, var(--colorBackground));
  border-radius: calc(var(--borderRadius) * 2);
  box-shadow: 0 24px 64px rgb(0 0 0 / 0.32);
  color-scheme: light;
  font: 400 var(--fontSizeBase)/1.4 var(--fontFamily);
}
.Dialog[data-theme="night"] { color-scheme: dark; }
.Dialog::backdrop { background: rgb(10 12 20 / 0.6); }
.Header {
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 12px 12px 12px 20px;
  border-bottom: 1px solid color-mix(in srgb, var(--colorText) 14%, var(--colorBackground));
}
.Title { margin: 0; font-size: 1em; font-weight: 600; }
.Close {
  min-height: 36px;
  margin-left: auto;
  padding: 4px 10px;
  color: var(--colorTextSecondary);
  background: none;
  border: 0;
  border-radius: var(--borderRadius);
  font: inherit;
  font-size: 0.875em;
  cursor: pointer;
}
.Close:hover { color: var(--colorText); }
.Close:focus-visible { outline: 2px solid var(--colorPrimary); }
.Frame { display: block; width: 100%; height: min(320px, calc(100dvh - 96px)); border: 0; }
`);
}
