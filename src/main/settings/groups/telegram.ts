/** Whom the bot talks to. */
import { type Result, err, ok } from '../../../domain/result.ts';
import { list, secret, text, url } from '../kinds/index.ts';

export const telegram = {
  botToken: secret({
    key: 'TELEGRAM_BOT_TOKEN',
    allowed: 'a token as BotFather gives it, digits, a colon, letters',
    accepts: (value) => /^\d{3,20}:[\w-]{10,100}$/.test(value),
    description: 'Token of the Telegram bot; without it nothing is sent.',
    example: '123456789:AAF-your-token-from-BotFather',
  }),
  // The alphabet and the length that Telegram allows.
  webhookSecret: secret({
    key: 'TELEGRAM_WEBHOOK_SECRET',
    aliases: ['TELEGRAM_SECRET_TOKEN', 'TELEGRAM_BOT_SECRET'],
    allowed: '1 to 256 characters of A-Z, a-z, 0-9, _ and -',
    accepts: (value) => /^[\w-]{1,256}$/.test(value),
    description: 'What Telegram sends along with every webhook call.',
    example: 'a-long-random-word',
  }),
  chatId: text({
    key: 'TELEGRAM_CHAT_ID',
    aliases: ['ALERT_TELEGRAM_CHAT_ID'],
    isOperational: true,
    isPrivate: true,
    allowed: 'the number of a chat or the @name of a channel',
    accepts: (value) => /^(-?\d{1,20}|@\w{3,64})$/.test(value),
    description: 'Chat that alerts go to.',
    example: '123456789',
  }),
  // People, not chats: whoever is let into a group chat must not command the bot.
  adminIds: list({
    key: 'TELEGRAM_ADMIN_IDS',
    isOperational: true,
    isPrivate: true,
    allowed: 'user numbers with commas between them',
    item: userId,
    description: 'Users whose commands are obeyed.',
    example: '123456789,987654321',
  }),
  publicBaseUrl: url({
    key: 'PUBLIC_BASE_URL',
    schemes: ['https:'],
    isOperational: true,
    description: 'Address under which Telegram reaches the bot; without it the bot asks Telegram itself.',
    example: 'https://bot.example.org',
  }),
  // Whoever knows the address may post: it is a secret.
  discordWebhook: secret({
    key: 'DISCORD_WEBHOOK_URL',
    allowed: 'an address that starts with https://',
    accepts: isSecureAddress,
    description: 'Discord webhook that gets the same alerts.',
    example: 'https://discord.com/api/webhooks/1/abc',
  }),
  alertWebhook: secret({
    key: 'ALERT_WEBHOOK_URL',
    allowed: 'an address that starts with https://',
    accepts: isSecureAddress,
    description: 'Any other address that gets the same alerts, as JSON.',
    example: 'https://alerts.example.org/hook',
  }),
} as const;

function userId(value: string): Result<string, string> {
  return /^[1-9]\d{0,19}$/.test(value) ? ok(value) : err(`"${value}" is no user number`);
}

function isSecureAddress(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'https:';
}
