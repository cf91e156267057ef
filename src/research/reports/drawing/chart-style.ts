/**
 * One look for all pictures, readable on light and on dark. Plain colours, no CSS variables: programs that turn SVG into
 * PNG do not know those, and take the light ones.
 */
export const CHART_STYLE = `
.cab-chart{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:12px}
.cab-chart .paper{fill:#fff}
.cab-chart .ink{fill:#1f2328}
.cab-chart .muted{fill:#59636e}
.cab-chart .title{font-size:17px;font-weight:600}
.cab-chart .value{font-size:16px;font-weight:600}
.cab-chart .small{font-size:11px}
.cab-chart .grid{stroke:#e4e7eb;stroke-width:1}
.cab-chart .zero{stroke:#9aa4af;stroke-width:1}
.cab-chart .line{fill:none;stroke-width:1.6;stroke-linejoin:round}
.cab-chart .c0{stroke:#2563eb}.cab-chart .f0{fill:#2563eb}
.cab-chart .c1{stroke:#b7791f}.cab-chart .f1{fill:#b7791f}
.cab-chart .c2{stroke:#8250df}.cab-chart .f2{fill:#8250df}
.cab-chart .c3{stroke:#0891b2}.cab-chart .f3{fill:#0891b2}
.cab-chart .up{fill:#15904a}.cab-chart .up-line{stroke:#15904a}
.cab-chart .down{fill:#d02f3f}.cab-chart .down-line{stroke:#d02f3f}
.cab-chart .marker{stroke:#fff;stroke-width:1}
.cab-chart .on-color{fill:#fff}
.cab-chart .faint{opacity:.16}
.cab-chart .half{opacity:.45}
@media (prefers-color-scheme:dark){
.cab-chart .paper{fill:#0d1117}
.cab-chart .ink{fill:#e6edf3}
.cab-chart .muted{fill:#9aa4af}
.cab-chart .grid{stroke:#252b34}
.cab-chart .zero{stroke:#59636e}
.cab-chart .c0{stroke:#6ea8fe}.cab-chart .f0{fill:#6ea8fe}
.cab-chart .c1{stroke:#e0b341}.cab-chart .f1{fill:#e0b341}
.cab-chart .c2{stroke:#b392f0}.cab-chart .f2{fill:#b392f0}
.cab-chart .c3{stroke:#3fc6dd}.cab-chart .f3{fill:#3fc6dd}
.cab-chart .up{fill:#3fb950}.cab-chart .up-line{stroke:#3fb950}
.cab-chart .down{fill:#f85149}.cab-chart .down-line{stroke:#f85149}
.cab-chart .marker{stroke:#0d1117}
.cab-chart .on-color{fill:#0d1117}
.cab-chart .faint{opacity:.24}
}`;
