/** By name alone, since this process has not read what its settings are: rather too many than one too few. */
const SECRET_NAME = /KEY|SECRET|TOKEN|PASS|DSN|WEBHOOK|CREDENTIAL|CHAT_ID|ADMIN_IDS|_URL$|_B64$/i;

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether a command line sets a secret. */
export function holdsSecret(argv: readonly string[]): boolean {
  return argv.some((word, at) => {
    const [name = '', value] = word.split('=');
    return isSecretName(name) && (value !== undefined || argv[at - 1] === '--set');
  });
}
