/** The bot over HTTP. */
export { type ApiServer, createServer } from './create-server.ts';
export { ListenFailure } from './listen.ts';
export type { ServerOptions, SettingLine, SettingProblemLine } from './server-options.ts';
