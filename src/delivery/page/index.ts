/** The page at `/`: what the bot does, live, in a browser. */
export { type PageAsset, loadPage } from './load-page.ts';
