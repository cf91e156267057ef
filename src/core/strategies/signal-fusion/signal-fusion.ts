import { RegimeDetector, defineStrategy, regimeLines } from '../api/index.ts';
import { savedNumbers } from '../../../domain/saved.ts';
import { type FusionInputs, createFusionDecision, decide } from './decide.ts';
import { assessFusion, describe } from './explain.ts';
import { fusionParameters, fusionSettings } from './settings.ts';
import { signals } from './signals/index.ts';

/** The default strategy: many weak opinions and a model's, weighed into one score. */
export const signalFusion = defineStrategy({
  name: 'signal-fusion',
  description: 'Weighs rule signals and the model into one score, buys above one threshold and sells below another.',
  parameters: fusionParameters,
  setup({ parameters, indicators, model }) {
    const settings = fusionSettings(parameters);
    const readers = signals.map((signal) => signal.setup(parameters, indicators));
    const detector = new RegimeDetector(regimeLines(indicators, { average: parameters.regimePeriod }), {
      enterVolatile: parameters.regimeVolatileRatio,
    });
    const inputs: FusionInputs = {
      scores: new Float64Array(signals.length).fill(Number.NaN),
      modelScore: Number.NaN,
      regime: 'unknown',
      isInPosition: false,
    };
    const decision = createFusionDecision();
    return {
      onCandle({ candle, position, enterLong, exit }) {
        for (let index = 0; index < readers.length; index += 1) {
          readers[index]?.(candle, inputs.scores, index);
        }
        inputs.modelScore = model?.score(candle) ?? Number.NaN;
        inputs.regime = detector.update();
        inputs.isInPosition = position !== undefined;
        decide(inputs, settings, decision);
        if (decision.action === 'hold') return undefined;
        const reason = describe(inputs, settings, decision);
        return decision.action === 'buy'
          ? enterLong({ reason, tag: inputs.regime })
          : exit({ reason, tag: inputs.regime });
      },
      assess: () => assessFusion({ inputs, settings, decision, detector, model }),
      save: () => Array.from(detector.save()),
      restore: (saved) => detector.restore(savedNumbers(saved, 'market regime', 3)),
    };
  },
});
