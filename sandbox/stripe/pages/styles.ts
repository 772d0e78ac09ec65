/** The styles of the sandbox's pages. */
export const styles = `
:root {
  --text: #1f2430; --faint: #687385; --line: #e3e6eb; --ground: #f7f8fa; --card: #fff;
  --accent: #4f56d3; --good: #0e7a4b; --bad: #b3263c; --wait: #8a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6e8ee; --faint: #98a1b3; --line: #2a2f3a; --ground: #12151b; --card: #191d25;
    --accent: #8d93ff; --good: #4cc38a; --bad: #ff8095; --wait: #e0b354;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 2rem 1rem; background: var(--ground); color: var(--text);
  font: 14px/1.5 ui-sans-serif, system-ui, sans-serif;
}
main { max-width: 60rem; margin: 0 auto; }
main.narrow { max-width: 25rem; }
h1 { margin: 0; font-size: 1.25rem; font-weight: 600; }
p { margin: .25rem 0 0; color: var(--faint); }
a { color: var(--accent); }
.card {
  margin-top: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  overflow-x: auto;
}
main.narrow .card { padding: 1.5rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .6rem 1rem; text-align: left; white-space: nowrap; }
th { color: var(--faint); font-size: 12px; font-weight: 500; }
th:last-child { text-align: right; }
tbody td { border-top: 1px solid var(--line); }
.amount { font-weight: 600; font-variant-numeric: tabular-nums; }
.big { margin: .75rem 0 1.25rem; font-size: 1.75rem; color: var(--text); }
.id { color: var(--faint); font: 12px ui-monospace, monospace; }
.good { color: var(--good); } .bad { color: var(--bad); } .wait { color: var(--wait); }
.actions { display: flex; gap: .5rem; justify-content: flex-end; }
.actions.even > * { flex: 1; }
button {
  width: 100%; padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--card); color: inherit; font: inherit; cursor: pointer;
}
button:hover { border-color: var(--faint); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button.first { border-color: var(--accent); background: var(--accent); color: var(--card); }
.even button { padding: .6rem 1rem; }
.notice { margin-top: 1.25rem; color: var(--bad); }
.tag {
  display: inline-block; padding: 0 .5rem; border: 1px solid var(--line); border-radius: 99px;
  color: var(--faint); font-size: 12px;
}
`;
