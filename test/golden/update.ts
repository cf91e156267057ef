/** Records the golden backtests as they are at this moment: `npm run golden:update`. */
import { updateGoldens } from './golden.ts';

updateGoldens();
