/** Variables that processes of this program leave for each other, and where machines keep things; settings are read elsewhere. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { isSecretName } from './secret-names.ts';

const SUPERVISED = 'CAB_SUPERVISED';
/** Set by a wrapper of ours to its process id. */
const WRAPPER = 'CAB_WRAPPER';

/** Whether this is a bot that a supervisor started. */
export function isSupervised(): boolean {
  return process.env[SUPERVISED] === '1' && process.send !== undefined;
}

export function wrapperId(): string | undefined {
  return process.env[WRAPPER];
}

export interface BotEnvironment {
  /** Told to the bot: others could look them up by its process id. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Given to it at its start. */
  readonly plain: NodeJS.ProcessEnv;
}

export function botEnvironment(): BotEnvironment {
  const secrets: Record<string, string> = {};
  const plain: NodeJS.ProcessEnv = { [SUPERVISED]: '1' };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) (isSecretName(name) ? secrets : plain)[name] = value;
  }
  return { secrets, plain };
}

export function addToEnvironment(secrets: Readonly<Record<string, string>>): void {
  Object.assign(process.env, secrets);
}

/** Where this machine keeps what programs remember, apart from their data: as the XDG specification has it. */
export function stateFolder(): string {
  const said = process.env['XDG_STATE_HOME'] ?? '';
  return join(isAbsolute(said) ? said : join(homedir(), '.local', 'state'), 'crypto-ai-bot');
}
