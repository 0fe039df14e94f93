/** Mouse, pen and wheel on the picture: drag and scroll pan, Ctrl or ⌘ with the wheel zooms, a click selects. */

import { noChange } from 'lit-html';
import { Directive, directive, type ElementPart } from 'lit-html/directive.js';
import type { Actions } from '../actions';
import type { Point } from '../graph/geometry';

/** A press that moves less than this is a click. */
const CLICK_PX = 4;
const WHEEL_ZOOM = 0.008;
/** A wheel that reports lines instead of pixels. */
const LINE_PX = 16;

class PanAndZoom extends Directive {
  private isBound = false;

  override render(_act: Actions): typeof noChange {
    return noChange;
  }

  /** Bound once: the actions are the same for the panel's life. */
  override update({ element }: ElementPart, [act]: [Actions]): typeof noChange {
    if (!this.isBound && element instanceof HTMLElement) bind(element, act);
    this.isBound = true;
    return noChange;
  }
}

/** For the element around the picture's svg: an svg with listeners of its own would be a stop for Tab. */
export const panAndZoom = directive(PanAndZoom);

function bind(element: HTMLElement, act: Actions): void {
  element.addEventListener('wheel', event => onWheel(element, event, act), { passive: false });
  element.addEventListener('focusin', event => {
    const key = keyOf(event.target);
    if (key === null) return;
    act.rove(key);
    // What the pointer shows of a value, the keyboard shows, too.
    if (event.target instanceof Element && event.target.matches(':focus-visible')) act.hover(key);
  });
  element.addEventListener('focusout', () => act.hover(null));
  element.addEventListener('pointermove', event => {
    if (event.buttons === 0) act.hover(keyOf(event.target));
  });
  element.addEventListener('pointerleave', () => act.hover(null));
  bindDrag(element, act);
}

function onWheel(element: HTMLElement, event: WheelEvent, act: Actions): void {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
  if (event.ctrlKey || event.metaKey) {
    act.zoom(Math.exp(-event.deltaY * unit * WHEEL_ZOOM), within(element, event));
  } else if (event.shiftKey && event.deltaX === 0) {
    act.pan(-event.deltaY * unit, 0);
  } else {
    act.pan(-event.deltaX * unit, -event.deltaY * unit);
  }
}

function bindDrag(element: HTMLElement, act: Actions): void {
  let press: { x: number; y: number; dragging: boolean } | null = null;
  // The arrows go on stepping after a press: the focus is on the picture, not on the value that is pressed.
  element.addEventListener('mousedown', event => {
    event.preventDefault();
    element.focus({ preventScroll: true });
  });
  element.addEventListener('pointerdown', event => {
    if (event.button === 0) press = { x: event.clientX, y: event.clientY, dragging: false };
  });
  element.addEventListener('pointermove', event => {
    if (!press) return;
    const [dx, dy] = [event.clientX - press.x, event.clientY - press.y];
    if (!press.dragging && Math.hypot(dx, dy) < CLICK_PX) return;
    if (!press.dragging) element.setPointerCapture(event.pointerId);
    press = { ...press, x: event.clientX, y: event.clientY, dragging: true };
    element.classList.add('is-dragging');
    act.pan(dx, dy);
  });
  element.addEventListener('pointerup', event => {
    if (press && !press.dragging) {
      const key = keyOf(event.target);
      if (key !== null) act.rove(key);
      act.pick(within(element, event));
    }
    press = null;
    element.classList.remove('is-dragging');
  });
  element.addEventListener('pointercancel', () => {
    press = null;
    element.classList.remove('is-dragging');
  });
}

function within(element: HTMLElement, event: MouseEvent): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function keyOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest('[data-key]')?.getAttribute('data-key') ?? null) : null;
}
