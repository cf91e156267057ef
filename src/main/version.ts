import packageJson from '../../package.json' with { type: 'json' };

export const VERSION: string = packageJson.version;

declare const CAB_COMMIT: string | undefined;

/** Commit the program was built from, which the bundler fills in; a run from sources does not know. */
export const COMMIT: string = typeof CAB_COMMIT === 'string' ? CAB_COMMIT : 'source';

/** As it is named beside what another version recorded. */
export const TODAY = { version: VERSION, commit: COMMIT } as const;
