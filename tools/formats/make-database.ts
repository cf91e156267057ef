/**
 * Makes the example of a format with the version that wrote it: `node tools/formats/make-database.ts 007 bf5ee89`. The
 * commit is checked out into a folder of its own, which is removed again; this program's packages serve it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';

const FORMATS = 'test/upgrades/formats';
const SYMBOLS = ['BTC', 'ETH'];
/** Minutes that are played: what comes after them is for the version that takes over. */
const MINUTES = 46;

const [format, commit] = process.argv.slice(2);
if (format === undefined || commit === undefined) {
  process.stderr.write('usage: node tools/formats/make-database.ts FORMAT COMMIT, for example 007 bf5ee89\n');
  process.exit(64);
}

const folder = mkdtempSync(join(tmpdir(), 'format-'));
const tree = join(folder, 'tree');
const data = join(folder, 'data');
execFileSync('git', ['worktree', 'add', '--quiet', '--detach', tree, commit], { stdio: 'inherit' });
try {
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
  mkdirSync(join(tree, FORMATS), { recursive: true });
  mkdirSync(data);
  cpSync(`${FORMATS}/clockwork.ts`, join(tree, FORMATS, 'clockwork.ts'));
  for (const base of SYMBOLS) writeFileSync(join(tree, candlesOf(base)), played(candlesOf(base)));
  execFileSync(process.execPath, ['src/main/cab.ts', 'run', '--exit-when-done', '--json'], {
    cwd: tree,
    stdio: 'inherit',
    // Nothing of this machine's settings has a say.
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      MODE: 'paper',
      DATA_DIR: data,
      DB_PATH: join(data, 'bot.db'),
      PORT: '0',
      SYMBOLS: SYMBOLS.map((base) => `${base}/USDT`).join(','),
      TIMEFRAME: '1m',
      STRATEGY: `${FORMATS}/clockwork.ts`,
      STOP_LOSS_PCT: '5%',
      POSITION_SIZE_QUOTE: '1000',
      SIMULATED_WARMUP: '5',
      SIMULATED_SPEED: '1000000',
      REPLAY_FILE: SYMBOLS.map(candlesOf).join(','),
    },
  });
  forgetMachine(join(data, 'bot.db'));
  const head = join(data, 'bot.db.head');
  writeFileSync(`${FORMATS}/${format}.db.gz`, gzipSync(readFileSync(join(data, 'bot.db')), { level: 9 }));
  if (existsSync(head)) cpSync(head, `${FORMATS}/${format}.head`);
} finally {
  execFileSync('git', ['worktree', 'remove', '--force', tree]);
  rmSync(folder, { recursive: true, force: true });
}

/** Which process wrote it, where, is nobody's business; free pages remember it too. */
function forgetMachine(path: string): void {
  const connection = new Sqlite(path);
  connection.exec("DELETE FROM meta WHERE key IN ('writer', 'written_as')");
  connection.exec('VACUUM');
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
}

function candlesOf(base: string): string {
  return `${FORMATS}/${base}_USDT.csv`;
}

function played(path: string): string {
  const rows = readFileSync(path, 'utf8').split('\n');
  return `${rows.slice(0, MINUTES + 1).join('\n')}\n`;
}
