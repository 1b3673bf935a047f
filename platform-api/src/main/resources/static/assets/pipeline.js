// The page of a pipeline: dialogs before what cannot be taken back, and lines of the last minutes. The figures come
// with each refresh of the status; they are kept here, in the browser, and nowhere else.
(() => {
  'use strict';

  const KEPT = 150;
  const WIDTH = 300;
  const HEIGHT = 48;
  const SVG = 'http://www.w3.org/2000/svg';

  // ---- dialogs: <button data-dialog="id">, closed by <button data-close>, Escape, or a press beside them.
  const fill = (dialog, button) => {
    dialog.querySelectorAll('[data-fill]').forEach((field) => {
      field.value = button.dataset[field.dataset.fill] ?? '';
    });
    dialog.querySelectorAll('[data-fill-text]').forEach((place) => {
      place.textContent = button.dataset[place.dataset.fillText] ?? '';
    });
  };
  document.addEventListener('click', (event) => {
    if (event.target.matches?.('dialog[open]')) {
      event.target.close();
      return;
    }
    const button = event.target.closest?.('button');
    if (button?.dataset.dialog) {
      const dialog = document.getElementById(button.dataset.dialog);
      if (dialog) {
        fill(dialog, button);
        dialog.showModal();
      } else {
        window.location.reload(); // What it asks about came up after the page was made.
      }
    } else if (button?.dataset.close !== undefined) {
      button.closest('dialog').close();
    }
  });

  // ---- lines
  const series = new Map();
  const taken = new WeakSet();
  const polyline = (values, most) =>
    values
      .map((value, at) => {
        const x = WIDTH - (values.length - 1 - at) * (WIDTH / (KEPT - 1));
        return `${x.toFixed(1)},${(HEIGHT - 2 - (value / most) * (HEIGHT - 6)).toFixed(1)}`;
      })
      .join(' ');
  const draw = (svg) => {
    if (taken.has(svg)) {
      return;
    }
    taken.add(svg);
    const values = series.get(svg.dataset.trend) ?? [];
    if (svg.dataset.value) {
      values.push(Number(svg.dataset.value));
      values.splice(0, values.length - KEPT);
      series.set(svg.dataset.trend, values);
    }
    const most = Math.max(...values, 0.001);
    const ground = document.createElementNS(SVG, 'line');
    Object.entries({ x1: 0, x2: WIDTH, y1: HEIGHT - 1, y2: HEIGHT - 1, class: 'ground' }).forEach(([name, value]) =>
      ground.setAttribute(name, String(value)),
    );
    const line = document.createElementNS(SVG, 'polyline');
    line.setAttribute('points', polyline(values.length === 1 ? [values[0], values[0]] : values, most));
    svg.replaceChildren(ground, line);
    const number = (value) => value.toLocaleString('en', { maximumFractionDigits: 1 });
    if (values.length > 0) {
      svg.setAttribute(
        'aria-label',
        `${svg.dataset.title}, the last ${values.length} looks: from ${number(Math.min(...values))} to ${number(Math.max(...values))} ${svg.dataset.unit}, now ${number(values[values.length - 1])}`,
      );
    }
  };
  const drawAll = () => document.querySelectorAll('svg[data-trend]').forEach(draw);
  document.addEventListener('htmx:afterSettle', drawAll);
  document.addEventListener('DOMContentLoaded', drawAll);
})();
