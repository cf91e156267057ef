import { sweepsHalf } from './every-point.ts';

sweepsHalf(0);
