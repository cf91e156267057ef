/** The later version as a process of its own: settings as JSON come in; it plays what there is, and stops. */
import { type PaperRun, composePaper } from '../../src/main/paper/compose-paper.ts';
import { formatProblem, loadSettings } from '../../src/main/settings/index.ts';

const overrides = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const settings = loadSettings({ overrides });
if (!settings.ok) throw new Error(settings.error.map(formatProblem).join('\n'));
const paper = await composePaper({ settings: settings.value, onNotice: () => undefined });
if (!paper.ok) throw new Error(paper.error.join('\n'));
const { loop, makeCheckpoint, close }: PaperRun = paper.value;
await loop.run();
makeCheckpoint();
close();
