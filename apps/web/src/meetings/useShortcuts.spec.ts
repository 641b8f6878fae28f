import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useShortcuts, useShortcutSwitch } from './useShortcuts.js';

let scope = effectScope();
const next = vi.fn();
beforeEach(() => {
  next.mockClear();
  document.body.innerHTML = '<textarea></textarea><select></select><p contenteditable="true"><b>x</b></p><button>Ta upp</button>';
  scope = effectScope();
  scope.run(() => useShortcuts({ n: next }));
});
afterEach(() => {
  scope.stop();
  useShortcutSwitch().turn(true);
});
const press = (selector: string, init: KeyboardEventInit = {}): boolean =>
  document.querySelector(selector)?.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, cancelable: true, ...init })) ??
  true;

describe('single keys', () => {
  it('do something, and then nothing else does', () => {
    expect(press('button')).toBe(false);
    expect(next).toHaveBeenCalledOnce();
  });

  it.each(['textarea', 'select', 'b'])('are letters while somebody writes in %s', (selector) => {
    expect(press(selector)).toBe(true);
    expect(next).not.toHaveBeenCalled();
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { repeat: true }])('are left to others with %o', (init) => {
    press('button', init);
    expect(next).not.toHaveBeenCalled();
  });

  it('belong to a dialog that is open', () => {
    document.body.insertAdjacentHTML('beforeend', '<div role="dialog"></div>');
    press('button');
    expect(next).not.toHaveBeenCalled();
  });

  it('that mean nothing here are left alone, those that objects inherit too', () => {
    expect(press('button', { key: 'x' })).toBe(true);
    expect(press('button', { key: 'constructor' })).toBe(true);
  });

  it('can be switched off, and stay off in this browser', () => {
    const { on, turn } = useShortcutSwitch();
    turn(false);
    press('button');
    expect(next).not.toHaveBeenCalled();
    expect(on.value).toBe(false);
    expect(localStorage.getItem('samverkan.shortcuts')).toBe('off');
  });

  it('end with the page', () => {
    scope.stop();
    press('button');
    expect(next).not.toHaveBeenCalled();
  });
});
