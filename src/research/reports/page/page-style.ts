/** The page's look, light and dark; no file, font or script from elsewhere. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2328;--muted:#59636e;--line:#d9dee3;--head:#f6f8fa;--up:#15904a;--down:#c4202f;--heat-up:21,144,74;--heat-down:208,47,63}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--muted:#9aa4af;--line:#2b323b;--head:#161b22;--up:#3fb950;--down:#ff7b72;--heat-up:63,185,80;--heat-down:248,81,73}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1160px;padding:24px;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{font-size:22px;margin:0 0 4px}
h2{font-size:16px;margin:32px 0 8px}
p{margin:4px 0}
.muted{color:var(--muted)}
.wide{overflow-x:auto}
svg.cab-chart{width:100%;min-width:680px;height:auto;margin-top:16px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:4px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{background:var(--head);font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;white-space:nowrap}
td.t{white-space:nowrap}
abbr{text-decoration:underline dotted var(--muted);text-underline-offset:3px;cursor:help}
.up{color:var(--up)}.down{color:var(--down)}
.numbers{max-width:760px}
.trades{font-size:12px}
.trades td,.trades th{padding:3px 6px}
.months td.n,.months th.n{padding:4px 6px}
.h1u{background:rgba(var(--heat-up),.12)}.h2u{background:rgba(var(--heat-up),.26)}.h3u{background:rgba(var(--heat-up),.42)}
.h1d{background:rgba(var(--heat-down),.12)}.h2d{background:rgba(var(--heat-down),.26)}.h3d{background:rgba(var(--heat-down),.42)}
@media print{body{max-width:none}}
`;
