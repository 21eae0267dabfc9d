import { answer } from './answers.js';
import { thing } from '@some/thing';

export const both = [answer, thing];
