/** A paper run without page and log: settings as JSON come in, `run started` goes out. */
import { composePaper } from '../../src/main/paper/compose-paper.ts';
import { formatProblem, loadSettings } from '../../src/main/settings/index.ts';

const overrides = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const settings = loadSettings({ overrides });
if (!settings.ok) throw new Error(settings.error.map(formatProblem).join('\n'));
const paper = await composePaper({ settings: settings.value, onNotice: () => undefined });
if (!paper.ok) throw new Error(paper.error.join('\n'));
process.stderr.write('run started\n');
await paper.value.loop.run();
paper.value.close();
