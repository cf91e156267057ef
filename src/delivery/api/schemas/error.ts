import { z } from 'zod';

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string().describe('Machine-readable, camelCase.'),
      message: z.string().describe('What is wrong.'),
      hint: z.string().describe('What to do about it.'),
    }),
  })
  .meta({ id: 'Error' });
