import { expect, it } from 'vitest';
import { connectionShares, mostConnections } from './descriptors.js';

it('connections are shared out of what the system allows', () => {
  expect(connectionShares(1_000, Infinity)).toMatchObject({ live: { all: 20_000 }, callers: { all: 8_000, address: 1_000 } });
  const { live, callers } = connectionShares(1_000, 824);
  expect(live.all + callers.all).toBeLessThanOrEqual(824);
  expect(live.strangers).toBeLessThan(live.all);
  expect(callers.address).toBeLessThan(callers.all);
});

it('files that are open beside them are left their place', () => {
  expect(mostConnections('Max open files            1024                 1048576              files     \n')).toBe(824);
  expect(mostConnections('')).toBeUndefined();
});
