/** The optional wording of explanations. */
import { secret, url } from '../kinds/index.ts';

export const aiText = {
  openAiKey: secret({
    key: 'OPENAI_API_KEY',
    description: 'Key of a language model that words /why and the daily report.',
    example: 'sk-your-key',
  }),
  openAiBaseUrl: url({
    key: 'OPENAI_BASE_URL',
    isOperational: true,
    description: 'Address of a service that speaks the same protocol.',
    example: 'http://localhost:11434/v1',
  }),
} as const;
