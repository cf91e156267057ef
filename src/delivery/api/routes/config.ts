import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { settingProblemSchema, settingSchema } from '../schemas/index.ts';

export const configValidate = defineRoute({
  method: 'GET',
  path: '/config/validate',
  scope: 'read',
  group: 'operation',
  summary: 'Settings in force, secrets masked, and what is wrong with those that a restart would read',
  response: z.object({
    ok: z.boolean().describe('No errors; there may be warnings.'),
    problems: z.array(settingProblemSchema),
    settings: z.array(settingSchema),
  }),
  handle: ({ context }) => {
    const problems = context.validateSettings();
    return {
      ok: problems.every(({ severity }) => severity !== 'error'),
      problems,
      settings: context.settingRows(),
    };
  },
});
