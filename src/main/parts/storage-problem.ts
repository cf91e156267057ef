import type { CommandFailure } from '../../delivery/cli/index.ts';
import type { StorageFailure } from '../../ports/index.ts';

/** A state of the database that a person must look at is not the same as a disk that refuses. */
export function storageProblem({ code, message }: StorageFailure): CommandFailure {
  const problems = [message];
  switch (code) {
    case 'locked':
      return { kind: 'busy', problems, next: 'cab run --db FILE --port 0 runs a second bot beside it' };
    case 'busy':
      return { kind: 'busy', problems };
    case 'corrupt':
    case 'mismatch':
    case 'newer':
    case 'notADatabase':
    case 'removed':
    case 'secondName':
    case 'archive':
      return { kind: 'settings', problems };
    case 'full':
    case 'readOnly':
    case 'other':
      return { kind: 'io', problems };
  }
}
