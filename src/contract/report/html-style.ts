/** The style sheet of an HTML report. */
export const htmlStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1c2024, #e8eaed); --paper: light-dark(#ffffff, #16181b);
  --faint: light-dark(#5c6670, #9aa4af); --line: light-dark(#d9dee3, #363b41); --box: light-dark(#f4f6f8, #202429);
  --good: light-dark(#14713d, #4cc38a); --bad: light-dark(#b3261e, #ff8a80); --open: light-dark(#8a5a00, #f0b849); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { border-left: 6px solid var(--mark); padding-left: 1rem; margin-bottom: 2rem; }
header.passed { --mark: var(--good); } header.failed { --mark: var(--bad); } header.undecided { --mark: var(--open); }
h1 { font-size: 1.4rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.verdict { font-size: 1.1rem; margin: .25rem 0; } .verdict strong { color: var(--mark); text-transform: uppercase; }
.settings, .count { color: var(--faint); font-weight: normal; margin: 0; }
details { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; margin: .5rem 0; }
details.exchange { background: var(--box); }
summary { cursor: pointer; overflow-wrap: anywhere; }
.check { font-weight: 700; } .operation { font-family: ui-monospace, monospace; }
dl { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .25rem 1rem; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; } dd p { margin: 0; color: var(--faint); }
pre { margin: .25rem 0; padding: .5rem; background: var(--box); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, monospace; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); white-space: pre-line; }
th { color: var(--faint); font-weight: 600; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } body { padding: 1rem; } }
@media print { details { break-inside: avoid; } }
`;
