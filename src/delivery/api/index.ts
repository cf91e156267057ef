/** The bot over HTTP. */
export { type ApiServer, createServer } from './create-server.ts';
export { ListenFailure } from './connections/listen.ts';
export type { ServerOptions, SettingLine, SettingProblemLine } from './server-options.ts';
