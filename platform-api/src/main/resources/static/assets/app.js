// What HTML cannot do alone: copy, sort, refresh quietly, and send people to the sign-in page when their session has
// ended. Every page works without this file; it then reloads instead of refreshing.
(() => {
  'use strict';

  // ---- session: a page that was asked for in the background must not be remembered as where to go after sign-in.
  document.addEventListener('htmx:configRequest', (event) => {
    event.detail.headers['X-Requested-With'] = 'XMLHttpRequest';
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    const answered = event.detail.xhr.responseURL;
    if (answered && new URL(answered).pathname === '/login') {
      event.detail.shouldSwap = false;
      window.location.assign('/login?expired');
      return;
    }
    // A refused form comes back with its problems: shown as it would be without scripts.
    const wanted = event.detail.requestConfig?.elt?.getAttribute('hx-select');
    if (event.detail.xhr.status >= 400 && wanted && event.detail.xhr.responseText.includes(`id="${wanted.slice(1)}"`)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  const advice = (status) => {
    if (status === 403) {
      return 'The platform refused this. Your session may have ended: keep a copy of what you typed, then reload the page.';
    }
    return status === 413
      ? 'This is too much at once. A few hundred sample events are plenty.'
      : 'The platform could not do this. Try again in a moment.';
  };
  document.addEventListener('htmx:responseError', (event) => {
    const form = event.target.closest?.('form');
    if (form) {
      const note = form.querySelector('.trouble') ?? document.createElement('p');
      note.className = 'notice bad trouble';
      note.setAttribute('role', 'alert');
      note.textContent = advice(event.detail.xhr.status);
      form.prepend(note);
      note.scrollIntoView({ block: 'center' });
    }
  });
  const offline = (event) => {
    const place = event.target.closest?.('[data-refresh]');
    const note = place?.querySelector('[data-refresh-note]');
    if (note) {
      note.hidden = false;
      note.textContent = 'The platform does not answer. Trying again …';
    }
  };
  document.addEventListener('htmx:sendError', offline);
  document.addEventListener('htmx:responseError', offline);

  // ---- refresh: parts marked data-refresh="seconds", while the page is seen, nothing in them is selected and the
  // live switch is on.
  const due = new WeakMap();
  const isBusy = (part) => {
    const selection = window.getSelection();
    return (
      part.closest('[data-live]')?.querySelector('[data-live-switch]')?.checked === false ||
      (selection && !selection.isCollapsed && part.contains(selection.anchorNode))
    );
  };
  window.setInterval(() => {
    if (document.hidden) {
      return;
    }
    for (const part of document.querySelectorAll('[data-refresh]')) {
      const now = Date.now();
      if (!due.has(part)) {
        due.set(part, now + Number(part.dataset.refresh) * 1000);
      } else if (due.get(part) <= now && !isBusy(part)) {
        due.set(part, now + Number(part.dataset.refresh) * 1000);
        window.htmx.trigger(part, 'refresh');
      }
    }
  }, 500);

  // ---- "3 min ago" goes on without asking anybody.
  const words = (seconds) => {
    if (seconds < 60) return `${seconds} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
    if (seconds < 86400) return `${Math.floor(seconds / 3600)} h`;
    const days = Math.floor(seconds / 86400);
    if (days < 60) return days === 1 ? '1 day' : `${days} days`;
    return days < 730 ? `${Math.floor(days / 30)} months` : `${Math.floor(days / 365)} years`;
  };
  const relative = (iso) => {
    const seconds = Math.trunc((Date.now() - Date.parse(iso)) / 1000);
    if (Math.abs(seconds) < 5) return 'just now';
    return seconds < 0 ? `in ${words(-seconds)}` : `${words(seconds)} ago`;
  };
  window.setInterval(() => {
    if (document.hidden) {
      return;
    }
    for (const time of document.querySelectorAll('time[datetime]')) {
      const place = time.querySelector('.ago') ?? (time.dataset.ago === undefined ? null : time);
      const text = relative(time.dateTime);
      if (place && place.textContent !== text) {
        place.textContent = text;
      }
    }
  }, 5000);

  // ---- copy: <button data-copy="id of the text">
  const say = (text) => {
    const status = document.getElementById('said');
    if (status) {
      status.textContent = text;
    }
  };
  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copy)?.textContent ?? '';
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
      say('Copied');
    } catch {
      const range = document.createRange();
      range.selectNodeContents(document.getElementById(button.dataset.copy));
      window.getSelection().removeAllRanges();
      window.getSelection().addRange(range);
      button.textContent = 'Selected: press Ctrl+C';
    }
    window.setTimeout(() => {
      button.textContent = 'Copy';
    }, 2500);
  };

  // ---- sort: tables marked data-sortable; cells may say data-sort="value" where their text does not sort.
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell?.dataset.sort ?? cell?.textContent.trim() ?? '';
  };
  const collator = new Intl.Collator('en', { numeric: true });
  const sort = (table, column, direction) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    rows.sort((a, b) => collator.compare(key(a, column), key(b, column)) * (direction === 'descending' ? -1 : 1));
    body.append(...rows);
    [...table.tHead.rows[0].cells].forEach((cell, at) => {
      if (at === column) {
        cell.setAttribute('aria-sort', direction);
      } else {
        cell.removeAttribute('aria-sort');
      }
    });
  };
  const makeSortable = (table) => {
    if (table.dataset.ready || !table.tHead) {
      return;
    }
    table.dataset.ready = 'yes';
    for (const cell of table.tHead.rows[0].cells) {
      if (cell.dataset.nosort !== undefined) {
        continue;
      }
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.append(...cell.childNodes);
      button.dataset.column = String(cell.cellIndex);
      cell.append(button);
    }
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    if (!button) {
      return;
    }
    if (button.dataset.copy) {
      copy(button);
    } else if (button.classList.contains('sort')) {
      const cell = button.closest('th');
      const down = cell.getAttribute('aria-sort') === 'ascending';
      sort(button.closest('table'), cell.cellIndex, down ? 'descending' : 'ascending');
      say(`Sorted by ${button.textContent.trim()}, ${down ? 'descending' : 'ascending'}`);
    } else if (button.dataset.refreshNow) {
      window.htmx.trigger(document.getElementById(button.dataset.refreshNow), 'refresh');
    }
  });

  // ---- a filter that needs no button once scripts run
  document.addEventListener('change', (event) => {
    const form = event.target.closest?.('form[data-submit-on-change]');
    if (form && event.target.matches('select')) {
      form.requestSubmit();
    }
  });

  // ---- what a part of the page has to say (data-say) is read out when it says something else than before
  const heard = new Map();
  let listening = false;
  const announce = (part) => {
    const key = part.id || part.className;
    if (heard.get(key) !== part.dataset.say) {
      heard.set(key, part.dataset.say);
      if (listening) {
        say(part.dataset.say);
      }
    }
  };

  // ---- keyboard: what had the focus in a part that is swapped has it afterwards, too, wherever it now stands. (htmx
  // does this for elements with an id.)
  const FOCUSABLE = 'a[href], button, input, select, textarea, summary';
  const sign = (element) =>
    [element.tagName, element.getAttribute('href'), element.getAttribute('name'), element.textContent.trim()].join('\n');
  const alike = (wanted) => [...document.querySelectorAll(FOCUSABLE)].filter((element) => sign(element) === wanted);
  let held = null;
  document.addEventListener('htmx:beforeSwap', (event) => {
    const at = document.activeElement;
    held = !at.id && at.matches(FOCUSABLE) && event.detail.target.contains(at) ? { sign: sign(at), nth: alike(sign(at)).indexOf(at) } : null;
  });
  document.addEventListener('htmx:afterSwap', () => {
    if (held && document.activeElement === document.body) {
      const successors = alike(held.sign);
      (successors[held.nth] ?? successors[0])?.focus({ preventScroll: true });
    }
    held = null;
  });

  // ---- after a swap, what asks for attention gets the focus
  const settle = (root) => {
    root.querySelectorAll?.('table[data-sortable]').forEach(makeSortable);
    if (root.matches?.('table[data-sortable]')) {
      makeSortable(root);
    }
    root.querySelectorAll?.('[data-script]').forEach((part) => part.removeAttribute('hidden'));
    root.querySelectorAll?.('[data-say]').forEach(announce);
  };
  document.addEventListener('htmx:afterSettle', (event) => {
    settle(document.body);
    event.detail.elt.querySelector?.('[data-attention]')?.focus();
  });
  document.addEventListener('DOMContentLoaded', () => {
    if (window.location.pathname === '/login' && window.location.search === '?out') {
      window.sessionStorage.clear(); // Who signs in next in this tab may be somebody else.
    }
    document.documentElement.classList.add('scripted');
    settle(document.body);
    listening = true;
    document.querySelector('[data-attention]')?.focus();
  });
})();
