import { describe, expect, it } from 'vitest';
import type { Setting } from '../setting.ts';
import * as kinds from './index.ts';

const about = { key: 'KEY', description: 'A key.', example: 'x' };
const seconds = kinds.duration({ ...about, unit: 's', from: 1, to: 3600, aliases: ['OLD'], aliasUnits: { OLD: 'ms' } });
const whole = kinds.integer({ ...about, from: 1, to: 100 });
const real = kinds.number({ ...about, from: -1, to: 1e9 });
const flag = kinds.boolean(about);
const word = kinds.choice({ ...about, options: ['info', 'warn'], spellings: { warning: 'warn' } });
const markets = kinds.symbols(about);
const interval = kinds.timeframe(about);
const address = kinds.url(about);
const key = kinds.secret(about);
const parameters = kinds.strategyParameters(about);
const hours = kinds.tradingHours(about);

describe('a kind of setting', () => {
  it.each<[string, Setting, string, string]>([
    ['a bare duration counts the unit of its key', seconds, '90', '90'],
    ['a suffix wins over that unit', seconds, '2m', '120'],
    ['milliseconds are a suffix, too', seconds, '1500ms', '1.5'],
    ['whole numbers', whole, '+07', '7'],
    ['numbers', real, '-.5', '-0.5'],
    ['numbers with an exponent', real, '1e3', '1000'],
    ['tiny numbers without one', kinds.number({ ...about, from: 0, to: 1 }), '1e-8', '0.00000001'],
    ['yes', flag, 'YES', 'true'],
    ['0', flag, '0', 'false'],
    ['words in any case', word, 'Warning', 'warn'],
    ['symbols in any spelling', markets, 'btcusdt, ETH_USDT', 'BTC/USDT,ETH/USDT'],
    ['timeframes in any spelling', interval, '60m', '1h'],
    ['addresses without their last slash', address, 'http://localhost:8086/', 'http://localhost:8086'],
    ['pairs, sorted', parameters, 'slow = 30 , fast=10', 'fast=10,slow=30'],
    ['pairs of one strategy', parameters, 'dca.every=7', 'dca.every=7'],
    ['JSON', parameters, '{"slow":30,"on":true}', 'on=true,slow=30'],
    ['JSON by strategy', parameters, '{"ema-cross":{"fast":10}}', 'ema-cross.fast=10'],
    ['hours', hours, '22:00-04:00 mon-fri', '22:00-04:00 mon,tue,wed,thu,fri'],
  ])('reads %s', (_, setting, text, printed) => {
    const parsed = setting.parse(text, 'KEY');
    expect(parsed.ok && setting.format(parsed.value)).toBe(printed);
  });

  it('reads an alias in the unit of the alias', () => {
    expect(seconds.parse('1500', 'OLD')).toEqual({ ok: true, value: 1500 });
    expect(seconds.parse('1500', 'KEY')).toEqual({ ok: true, value: 1_500_000 });
  });

  it.each<[string, Setting, string, string]>([
    ['1.5 as a whole number', whole, '1.5', 'must be a whole number from 1 to 100, for example KEY=x'],
    ['a decimal comma', real, '0,5', 'a number is written with a point and without separators; must be a number'],
    ['separators', real, '10 000', 'a number is written without separators; must be a number'],
    ['hexadecimal', real, '0x10', 'must be a number from -1 to 1000000000'],
    ['a duration out of range', seconds, '2h', 'must be a duration from 1 to 3600 s'],
    ['a word that inherits', flag, 'constructor', 'must be true or false'],
    ['a choice that inherits', word, 'toString', 'must be one of info, warn'],
    ['an empty item', markets, 'BTC/USDT,', 'there is an empty item between commas; must be symbols'],
    ['a symbol twice', markets, 'BTC/USDT,btc_usdt', 'BTC/USDT is named twice; must be symbols'],
    ['a password in an address', address, 'https://me:pw@host/', 'an address must not hold a password; must be'],
    ['another scheme', address, 'file:///etc/passwd', 'must be an address that starts with https:// or http://'],
    ['a quoted secret', key, '"abc"', 'must be printable text without spaces'],
    ['broken pairs', parameters, 'fast', '"fast" is no name=value pair; must be name=value pairs'],
    ['a pair twice', parameters, 'a=1,a=2', '"a" is given twice; must be name=value pairs'],
    ['broken JSON', parameters, '{"a"', 'this is not valid JSON; must be name=value pairs'],
    ['lists in JSON', parameters, '{"a":[1]}', '"a" must be a number, text, true or false; must be'],
    ['names that reach prototypes', parameters, '{"__proto__":{"polluted":1}}', 'is no parameter name'],
    ['hours that end where they begin', hours, '08:00-08:00', 'begins where it ends'],
  ])('refuses %s and says what would be right', (_, setting, text, message) => {
    const parsed = setting.parse(text, 'KEY');
    expect(parsed.ok ? 'accepted' : parsed.error).toContain(message);
  });

  it('does not let parameters reach a prototype', () => {
    parameters.parse('__proto__.polluted=1', 'KEY');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
