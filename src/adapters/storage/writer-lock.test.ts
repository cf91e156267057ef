import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startChild } from './testing/child.ts';
import { openFailure, opened } from './testing/opened.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

describe('the writer lock', () => {
  it('keeps a second process out, names the first, and ends when that one is killed', async () => {
    const path = join(temporaryFolder(), 'cab.db');
    const holder = startChild('hold-database.ts', path);
    expect(await holder.nextLine()).toBe('open');
    const failure = openFailure(path);
    expect(failure.code).toBe('locked');
    expect(failure.message).toContain(`process ${holder.pid} on `);
    expect(failure.message).toContain(path);
    const late = startChild('hold-database.ts', path);
    expect(await late.nextLine()).toContain(`process ${holder.pid} on `);
    await holder.kill();
    expect(opened(path).isReadonly).toBe(false);
  });

  it('lets readers in', async () => {
    const path = join(temporaryFolder(), 'cab.db');
    const holder = startChild('hold-database.ts', path);
    expect(await holder.nextLine()).toBe('open');
    expect(opened(path, { readonly: true }).isReadonly).toBe(true);
  });

  it('keeps a second writer of the same process out until the first one closes', () => {
    const path = join(temporaryFolder(), 'cab.db');
    const first = opened(path);
    expect(openFailure(path).message).toContain(`process ${process.pid} on `);
    first.close();
    opened(path);
  });

  it('is given back when opening fails', () => {
    const path = join(temporaryFolder(), 'cab.db');
    const first = opened(path);
    first.connection.pragma('user_version = 99');
    first.close();
    expect(openFailure(path).code).toBe('newer');
    expect(openFailure(path).code).toBe('newer');
  });
});
