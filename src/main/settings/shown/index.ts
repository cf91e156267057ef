/** Settings as people read them. */
export { type SettingRow, describeSettings } from './describe-settings.ts';
export { renderEnvExample } from './env-example.ts';
