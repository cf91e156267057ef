import { keepToken } from '../client.ts';
import { byId, setText } from '../dom.ts';

/** Asks for the token where reading needs it too; the promise resolves once one was typed. */
export function createUnlock(): (message: string) => Promise<void> {
  const dialog = byId('unlock-dialog');
  const field = byId('unlock-token');
  let unlocked: (() => void) | undefined;
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  byId('unlock-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const token = field.value.trim();
    if (token === '') return;
    keepToken(token);
    dialog.close();
    unlocked?.();
  });
  return (message) => {
    setText(byId('unlock-message'), message);
    field.value = '';
    dialog.showModal();
    return new Promise((resolve) => {
      unlocked = resolve;
    });
  };
}
