/** One new member of each kind: the files it takes, and what it takes in the list of its folder. */
import { readFileSync } from 'node:fs';

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface NewLine {
  /** A whole line that is there. */
  readonly after: string;
  /** One line, or the whole entry of a setting. */
  readonly entry: string;
}

export interface Addition {
  readonly kind: string;
  /** At most the member and its test. */
  readonly files: readonly NewFile[];
  readonly list: string;
  /** The entry, and before it the import that the entry needs. */
  readonly lines: readonly [NewLine] | readonly [NewLine, NewLine];
}

function member(name: string): string {
  return readFileSync(new URL(`members/${name}.txt`, import.meta.url), 'utf8');
}

export const additions: readonly Addition[] = [
  {
    kind: 'indicator',
    files: [
      { path: 'src/core/indicators/williams-r.ts', text: member('williams-r.ts') },
      { path: 'src/core/indicators/williams-r.test.ts', text: member('williams-r.test.ts') },
    ],
    list: 'src/core/indicators/index.ts',
    lines: [
      {
        after: "import { VolumeZScore } from './volume-z-score.ts';",
        entry: "import { WilliamsR } from './williams-r.ts';",
      },
      { after: '  obv: () => new Obv(),', entry: '  williamsR: (period = 14) => new WilliamsR(period),' },
    ],
  },
  {
    kind: 'risk rule',
    files: [{ path: 'src/core/risk/rules/exposure/entry-cash.ts', text: member('entry-cash.ts') }],
    list: 'src/core/risk/index.ts',
    lines: [
      {
        after: "import { dailyLoss, lossProblem } from './rules/losses/daily-loss.ts';",
        entry: "import { entryCash } from './rules/exposure/entry-cash.ts';",
      },
      { after: '  positionShareOfEquity,', entry: '  entryCash,' },
    ],
  },
  {
    kind: 'metric',
    files: [{ path: 'src/core/performance/metrics/returns/omega.ts', text: member('omega.ts') }],
    list: 'src/core/performance/index.ts',
    lines: [
      {
        after: "import { netProfit } from './metrics/returns/net-profit.ts';",
        entry: "import { omega } from './metrics/returns/omega.ts';",
      },
      { after: '  calmar,', entry: '  omega,' },
    ],
  },
  {
    kind: 'command',
    files: [{ path: 'src/delivery/cli/commands/denials.ts', text: member('denials.ts') }],
    list: 'src/delivery/cli/commands/index.ts',
    lines: [
      {
        after: "import { dataCheckCommand } from './data-check.ts';",
        entry: "import { denialsCommand } from './denials.ts';",
      },
      { after: '  perfCommand,', entry: '  denialsCommand,' },
    ],
  },
  {
    kind: 'route',
    files: [{ path: 'src/delivery/api/routes/symbols.ts', text: member('symbols.ts') }],
    list: 'src/delivery/api/routes/index.ts',
    lines: [
      { after: "import { stream } from './stream.ts';", entry: "import { symbols } from './symbols.ts';" },
      { after: '  candles,', entry: '  symbols,' },
    ],
  },
  {
    kind: 'setting',
    files: [],
    list: 'src/main/settings/groups/risk.ts',
    lines: [{ after: 'export const risk = {', entry: member('max-entry-cash-ratio').trimEnd() }],
  },
  {
    kind: 'counter',
    files: [],
    list: 'src/runtime/observe/telemetry.ts',
    lines: [
      {
        after: "  orders_canceled_total: { kind: 'counter', help: 'Orders that ended canceled or expired.' },",
        entry: "  orders_repriced_total: { kind: 'counter', help: 'Orders that were moved to another price.' },",
      },
    ],
  },
];
