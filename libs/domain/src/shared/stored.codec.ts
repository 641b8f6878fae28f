import * as z from 'zod';
import { isDay, isInstant } from './calendar.js';

// The parts that stored data is made of. They check form alone: a rule of the domain that changes later must not make
// old events unreadable, so limits of length and the like stay with the deciders.

export const text = z.string();
export const optionalText = z.exactOptional(text);
export const id = z.string().min(1);
export const optionalId = z.exactOptional(id);
export const ids = z.array(id);
export const instant = z.string().refine(isInstant, 'not an instant in UTC with milliseconds');
export const day = z.string().refine(isDay, 'not a day of the calendar');
export const whole = z.int();
export const optionalWhole = z.exactOptional(whole);
export const figure = z.number();
export const flag = z.boolean();
