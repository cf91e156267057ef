/** Steering: every action asks for a reason and a confirmation, and for the token unless this tab knows it. */
import { Refusal, command, keepToken, readToken } from '../client.ts';
import { byId, setText } from '../dom.ts';

export interface Action {
  readonly title: string;
  readonly consequence: string;
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
  /** What has to be typed, for what cannot be undone. */
  readonly confirmation?: string;
}

const PAUSE: Action = {
  title: 'Pause entries',
  consequence: 'No new positions are opened. Open ones keep their stops and targets.',
  path: '/orchestrator/stop',
  body: {},
};
const RESUME: Action = {
  title: 'Resume trading',
  consequence: 'The strategies may open positions again.',
  path: '/orchestrator/start',
  body: {},
};
const HALT: Action = {
  title: 'Halt everything',
  consequence:
    'No order is sent but exits that you ask for. Stops and targets do not act: open positions are UNGUARDED.',
  path: '/api/v1/trading-state',
  body: { state: 'halted', confirm: 'halt' },
  confirmation: 'halt',
};
const CLOSE_ALL: Action = {
  title: 'Close all positions',
  consequence: 'Every position is sold at the market, every entry canceled. Pause entries as well to stay out.',
  path: '/api/v1/positions/close-all',
  body: { confirm: 'close all' },
  confirmation: 'close all',
};

export interface Controls {
  readonly ask: (action: Action) => void;
  readonly show: (state: {
    readonly isControlOpen: boolean;
    readonly tradingState: string;
    readonly positions: number;
  }) => void;
}

export function createControls(onDone: () => void): Controls {
  const dialog = byId('control-dialog');
  const problem = byId('control-problem');
  let pending: { readonly action: Action; readonly key: string } | undefined;

  function ask(action: Action): void {
    // One key per question: a second click, or a repeat after a lost answer, does nothing twice.
    pending = { action, key: crypto.randomUUID() };
    setText(byId('control-title'), action.title);
    setText(byId('control-consequence'), action.consequence);
    byId('control-token-row').hidden = readToken() !== '';
    byId('control-confirm-row').hidden = action.confirmation === undefined;
    setText(byId('control-confirm-word'), action.confirmation ?? '');
    for (const id of ['control-token', 'control-confirm']) byId(id).value = '';
    problem.hidden = true;
    dialog.showModal();
  }

  async function submit(): Promise<void> {
    if (!pending) return;
    const { action, key } = pending;
    const typed = byId('control-token').value.trim();
    if (typed !== '') keepToken(typed);
    const complaint = complaintAbout(action);
    if (complaint !== undefined) return complain(complaint);
    const button = byId('control-do');
    button.disabled = true;
    try {
      await command(action.path, { ...action.body, reason: byId('control-reason').value.trim() }, key);
      dialog.close();
      onDone();
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) {
        keepToken('');
        byId('control-token-row').hidden = false;
      }
      complain(error instanceof Error ? error.message : 'That did not work.');
    } finally {
      button.disabled = false;
    }
  }

  function complain(text: string): void {
    setText(problem, text);
    problem.hidden = false;
  }

  byId('control-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  byId('control-cancel').addEventListener('click', () => dialog.close());
  byId('pause').addEventListener('click', () => ask(PAUSE));
  byId('resume').addEventListener('click', () => ask(RESUME));
  byId('halt').addEventListener('click', () => ask(HALT));
  byId('close-all').addEventListener('click', () => ask(CLOSE_ALL));

  return {
    ask,
    show: ({ isControlOpen, tradingState, positions }) => {
      byId('controls-locked').hidden = isControlOpen;
      byId('pause').hidden = tradingState !== 'active';
      byId('resume').hidden = tradingState === 'active';
      byId('halt').hidden = tradingState === 'halted';
      byId('pause').disabled = !isControlOpen;
      byId('halt').disabled = !isControlOpen;
      byId('resume').disabled = !isControlOpen;
      byId('close-all').disabled = !isControlOpen || positions === 0;
    },
  };
}

function complaintAbout({ confirmation }: Action): string | undefined {
  if (readToken() === '') return 'The API token is needed.';
  if (byId('control-reason').value.trim() === '') return 'Say why: the reason goes into the journal.';
  if (confirmation !== undefined && byId('control-confirm').value.trim() !== confirmation) {
    return `Type "${confirmation}" to confirm.`;
  }
  return undefined;
}
