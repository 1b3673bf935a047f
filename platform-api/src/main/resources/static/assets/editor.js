// The SQL editor: CodeMirror over the form's textarea, with completion, marked errors and names put in at the cursor.
// Without this file the textarea is a textarea, and a button checks what is in it.
(() => {
  'use strict';

  const KEYWORDS =
    'SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT WITH AS DISTINCT CASE WHEN THEN ELSE END AND OR NOT NULL IS IN BETWEEN LIKE EXISTS UNION ALL INTERSECT EXCEPT JOIN LEFT RIGHT FULL INNER CROSS ON USING INTERVAL SECOND MINUTE HOUR DAY MONTH YEAR OVER PARTITION ROWS RANGE PRECEDING FOLLOWING UNBOUNDED CURRENT ROW FILTER CAST TRY_CAST TABLE DESCRIPTOR TUMBLE HOP CUMULATE SESSION MATCH_RECOGNIZE MEASURES PATTERN DEFINE AFTER MATCH SKIP PAST LAST ONE PER LATERAL UNNEST FOR SYSTEM_TIME OF TRUE FALSE ASC DESC'.split(
      ' ',
    );
  const FUNCTIONS =
    'COUNT SUM AVG MIN MAX FIRST_VALUE LAST_VALUE STDDEV_POP VAR_POP LISTAGG COLLECT ROW_NUMBER RANK DENSE_RANK LAG LEAD ABS ROUND FLOOR CEIL MOD POWER SQRT GREATEST LEAST COALESCE NULLIF IF UPPER LOWER TRIM SUBSTRING CONCAT CONCAT_WS REPLACE SPLIT_INDEX REGEXP_EXTRACT REGEXP_REPLACE CHAR_LENGTH POSITION JSON_VALUE JSON_QUERY JSON_EXISTS JSON_OBJECT TO_TIMESTAMP TO_TIMESTAMP_LTZ DATE_FORMAT EXTRACT TIMESTAMPDIFF TIMESTAMPADD CURRENT_TIMESTAMP CURRENT_WATERMARK MD5 SHA256'.split(
      ' ',
    );
  const MAX_HINTS = 60;
  const WORD = /[\w$.]/;

  // ---- what can be completed: names of event types, and the columns of those that the SQL mentions.
  const names = [];
  const columns = new Map();
  const asked = new Map();
  const ask = async (path) => {
    const answer = await fetch(path, { headers: { 'X-Requested-With': 'XMLHttpRequest', Accept: 'application/json' } });
    if (!answer.ok || answer.redirected) {
      throw new Error(`status ${answer.status}`);
    }
    return answer.json();
  };
  const learnNames = () =>
    ask('/pipeline-form/words')
      .then((found) => names.push(...found))
      .catch(() => {}); // Completion is a comfort; the list beside the editor has the names too.
  const learnColumns = (text) => {
    const wanted = (text.match(/\b[a-z]\w*\.[a-z]\w*\b/g) ?? []).filter((name) => names.includes(name));
    for (const name of new Set(wanted)) {
      if (!asked.has(name)) {
        asked.set(
          name,
          ask(`/pipeline-form/words?event_type=${encodeURIComponent(name)}`)
            .then((found) => columns.set(name, found))
            .catch(() => asked.delete(name)),
        );
      }
    }
    return Promise.all(asked.values());
  };

  const mentioned = (text) => [...columns.keys()].filter((name) => text.includes(name));
  /** Which event types an alias or a name stands for: "aviation.flight_departed AS f". */
  const behind = (qualifier, text) => {
    const found = mentioned(text).filter(
      (name) =>
        name === qualifier ||
        name.endsWith(`.${qualifier}`) ||
        new RegExp(`${name.replace('.', '\\.')}[^,()]*?\\s(?:AS\\s+)?${qualifier}\\b`, 'i').test(text),
    );
    return found.length > 0 ? found : mentioned(text);
  };
  const wordAt = (editor) => {
    const cursor = editor.getCursor();
    const line = editor.getLine(cursor.line);
    let start = cursor.ch;
    while (start > 0 && WORD.test(line[start - 1])) {
      start -= 1;
    }
    return { cursor, start, word: line.slice(start, cursor.ch) };
  };
  const hints = (editor, wantKeywords) => {
    const { cursor, start, word } = wordAt(editor);
    const text = editor.getValue();
    const dot = word.lastIndexOf('.');
    const typed = word.slice(dot + 1).toLowerCase();
    const fits = (candidate) => candidate.toLowerCase().startsWith(typed) && candidate.toLowerCase() !== typed;
    const list = [];
    const push = (entry, kind, from) =>
      list.push({ text: entry, displayText: entry, className: `hint-${kind}`, from: { line: cursor.line, ch: from } });
    if (dot >= 0) {
      const qualifier = word.slice(0, dot);
      names.filter((name) => name.startsWith(word.toLowerCase()) && name !== word).forEach((name) => push(name, 'type', start));
      if (list.length === 0) {
        const seen = new Set(behind(qualifier, text).flatMap((name) => columns.get(name)));
        [...seen].filter(fits).forEach((column) => push(column, 'column', start + dot + 1));
      }
    } else {
      const seen = new Set(mentioned(text).flatMap((name) => columns.get(name)));
      [...seen].filter(fits).forEach((column) => push(column, 'column', start));
      names.filter((name) => name.includes(typed) && name !== word).forEach((name) => push(name, 'type', start));
      if (wantKeywords) {
        FUNCTIONS.filter(fits).forEach((name) => push(`${name}(`, 'function', start));
        KEYWORDS.filter(fits).forEach((name) => push(name, 'keyword', start));
      }
    }
    return { list: list.slice(0, MAX_HINTS), from: { line: cursor.line, ch: start }, to: cursor };
  };
  const complete = (editor, wantKeywords) =>
    editor.showHint({
      hint: () => hints(editor, wantKeywords),
      completeSingle: wantKeywords,
      alignWithWord: true,
      container: document.body,
      closeCharacters: /[\s()[\]{};,]/,
    });

  // ---- errors: what the last check said, marked where it is
  const marks = new WeakMap();
  const place = (line, column) => ({ line: line - 1, ch: column - 1 });
  const faults = () => [...document.querySelectorAll('#checked [data-fault]')];
  const rangeOf = (editor, fault) => {
    const from = editor.clipPos(place(Number(fault.dataset.line), Number(fault.dataset.column)));
    let to = editor.clipPos({ line: Number(fault.dataset.endLine) - 1, ch: Number(fault.dataset.endColumn) });
    if (CodeMirror.cmpPos(to, from) <= 0) {
      to = editor.clipPos({ line: from.line, ch: from.ch + 1 });
    }
    if (CodeMirror.cmpPos(to, from) === 0 && from.ch > 0) {
      from.ch -= 1; // At the very end: mark what stands before it.
    }
    return { from, to };
  };
  const mark = (editor) => editor.operation(() => markAll(editor));
  const markAll = (editor) => {
    (marks.get(editor) ?? []).forEach((old) => old.clear());
    editor.clearGutter('fault-gutter');
    const made = [];
    for (const fault of faults()) {
      if (Number(fault.dataset.line) > 0) {
        const { from, to } = rangeOf(editor, fault);
        made.push(editor.markText(from, to, { className: 'fault-mark', attributes: { title: fault.dataset.message } }));
        const sign = document.createElement('span');
        sign.className = 'fault-sign';
        sign.textContent = '!';
        sign.title = fault.dataset.message;
        editor.setGutterMarker(from.line, 'fault-gutter', sign);
      }
    }
    marks.set(editor, made);
    const wrong = document.querySelector('#checked.wrong') !== null;
    editor.getWrapperElement().classList.toggle('is-wrong', wrong);
    editor.getInputField().setAttribute('aria-invalid', String(wrong));
  };
  const go = (editor, fault) => {
    const { from, to } = rangeOf(editor, fault);
    editor.setSelection(from, to);
    editor.scrollIntoView({ from, to }, 60);
    editor.focus();
  };
  const goToNext = (editor) => {
    const list = faults().filter((fault) => Number(fault.dataset.line) > 0);
    const here = editor.getCursor('to');
    const next = list.find((fault) => CodeMirror.cmpPos(rangeOf(editor, fault).from, here) > 0) ?? list[0];
    if (next) {
      go(editor, next);
    }
  };
  /** Puts in what was likely meant: in place of the wrong word alone, where the error spans more than that. */
  const replace = (editor, fault, replacement) => {
    let { from, to } = rangeOf(editor, fault);
    const wrong = (/'([^']+)'/.exec(fault.dataset.message)?.[1] ?? '').split('.').pop();
    const line = editor.getLine(from.line);
    const end = to.line === from.line ? to.ch : line.length;
    const at = wrong ? line.slice(0, end).toLowerCase().indexOf(wrong.toLowerCase(), from.ch) : -1;
    if (at >= 0) {
      from = { line: from.line, ch: at };
      to = { line: from.line, ch: at + wrong.length };
      if (replacement.includes('.')) {
        while (from.ch > 0 && /[\w.`]/.test(line[from.ch - 1])) from.ch -= 1;
        while (to.ch < line.length && /[\w.`]/.test(line[to.ch])) to.ch += 1;
      }
    }
    editor.replaceRange(replacement, from, to);
    editor.setCursor({ line: from.line, ch: from.ch + replacement.length });
    editor.focus();
  };

  // ---- what was typed survives the end of a session and a way elsewhere, in this tab
  const DRAFT = 'pipeline-draft';
  const isNew = () => window.location.pathname === '/pipelines/new';
  const keep = (text) => {
    if (isNew()) {
      window.sessionStorage.setItem(DRAFT, text);
    }
  };
  const kept = () => (isNew() ? window.sessionStorage.getItem(DRAFT) : null);
  document.addEventListener('htmx:beforeOnLoad', (event) => {
    if (event.detail.xhr.getResponseHeader('HX-Redirect') && isNew()) {
      window.sessionStorage.removeItem(DRAFT); // It is made.
    }
  });

  // ---- the editor itself
  let current = null;
  const start = (area) => {
    const editor = CodeMirror.fromTextArea(area, {
      mode: 'text/x-pgsql',
      // Not contenteditable: there, typing over a selection that spans marked lines breaks the display.
      inputStyle: 'textarea',
      lineNumbers: true,
      lineWrapping: true,
      matchBrackets: true,
      tabSize: 2,
      indentUnit: 2,
      viewportMargin: Infinity,
      gutters: ['fault-gutter', 'CodeMirror-linenumbers'],
      placeholder: area.placeholder,
      screenReaderLabel: 'SQL: one SELECT',
      extraKeys: {
        'Ctrl-Space': (cm) => learnColumns(cm.getValue()).then(() => complete(cm, true)),
        'Alt-F8': goToNext,
        // Tab leaves the editor, as it leaves every field.
        Tab: false,
        'Shift-Tab': false,
        'Ctrl-Enter': () => document.getElementById('preview-run')?.click(),
      },
    });
    area.removeAttribute('style'); // htmx copies it, which the page's security policy would complain about.
    area.hidden = true;
    const input = editor.getInputField();
    input.setAttribute('aria-describedby', 'sql-hint checked-summary');
    document.querySelector(`label[for="${area.id}"]`)?.addEventListener('click', () => editor.focus());
    editor.on('change', (cm, change) => {
      cm.save();
      keep(cm.getValue());
      area.dispatchEvent(new Event('input', { bubbles: true }));
      if (change.origin === '+input' && /^[\w.]$/.test(change.text.join(''))) {
        const { word } = wordAt(cm);
        if (word.endsWith('.') || word.length > 2) {
          learnColumns(cm.getValue()).then(() => {
            if (!cm.state.completionActive && cm.hasFocus()) {
              complete(cm, false);
            }
          });
        }
      }
    });
    learnNames().then(() => learnColumns(editor.getValue()));
    current = editor;
    if (area.value.trim() === '' && kept()) {
      editor.setValue(kept());
    }
    mark(editor);
    if (area.value.trim() !== '' && document.querySelector('#checked.blank')) {
      window.htmx?.trigger(area, 'recheck');
    }
  };

  // ---- the list of event types: one stop for Tab, arrow keys within
  const stops = () =>
    [...document.querySelectorAll('#sources-found button, #sources-found summary')].filter((part) => part.offsetParent !== null);
  const rove = () => {
    const all = stops();
    const active = all.find((part) => part === document.activeElement) ?? all.find((part) => part.tabIndex === 0) ?? all[0];
    all.forEach((part) => {
      part.tabIndex = part === active ? 0 : -1;
    });
  };
  document.addEventListener('keydown', (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.target.closest?.('#sources-found') && steps[event.key]) {
      const all = stops();
      const next = all[all.indexOf(event.target) + steps[event.key]];
      if (next) {
        event.preventDefault();
        next.focus();
        rove();
      }
    }
  });

  // ---- the key's columns, to be pressed instead of typed
  const chips = () => {
    const box = document.getElementById('key-chips');
    const offered = [...document.querySelectorAll('#key-columns [data-column]')].map((part) => part.textContent);
    if (box) {
      box.replaceChildren(
        ...offered.slice(0, 40).map((name) => {
          const chip = document.createElement('button');
          chip.type = 'button';
          chip.className = 'quiet mono';
          chip.dataset.keyColumn = name;
          chip.textContent = name;
          return chip;
        }),
      );
    }
  };
  const toggleKey = (name) => {
    const field = document.getElementById('key');
    const had = field.value.split(',').map((part) => part.trim()).filter((part) => part !== '');
    field.value = (had.includes(name) ? had.filter((part) => part !== name) : [...had, name]).join(', ');
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };

  // ---- a name, proposed from the destination until somebody writes one
  let proposed = '';
  document.addEventListener('input', (event) => {
    const name = document.getElementById('name');
    if (event.target === name) {
      delete name.dataset.propose;
    } else if (event.target.dataset?.nameSource !== undefined && name?.dataset.propose !== undefined) {
      if (name.value === '' || name.value === proposed) {
        const proposal = event.target.value.split('.').pop().toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 63);
        name.value = proposal;
        proposed = proposal;
      }
    }
  });

  document.addEventListener('click', (event) => {
    if (event.target.closest?.('a[href="#sql"]') && current) {
      event.preventDefault();
      current.focus();
    }
    const button = event.target.closest?.('button');
    if (!button) {
      return;
    }
    const fault = button.closest('[data-fault]');
    if (button.dataset.insert && current) {
      current.replaceSelection(button.dataset.insert);
      current.focus();
    } else if (fault && button.dataset.replace !== undefined && current) {
      replace(current, fault, button.dataset.replace);
    } else if (fault && button.dataset.go !== undefined && current) {
      go(current, fault);
    } else if (button.dataset.keyColumn) {
      toggleKey(button.dataset.keyColumn);
    }
  });

  document.addEventListener('htmx:afterSettle', () => {
    const area = document.querySelector('textarea[data-sql]');
    if (area && current?.getTextArea() !== area) {
      start(area);
    } else if (current) {
      current.refresh();
      mark(current);
    }
    chips();
    rove();
  });
  document.addEventListener('DOMContentLoaded', () => {
    const area = document.querySelector('textarea[data-sql]');
    if (area) {
      start(area);
      chips();
      rove();
    }
  });

  // ---- preview: how long it has run, and a way to stop it. Whoever leaves the page ends the request, and so the work.
  let since = 0;
  let timer = 0;
  const running = (on) => {
    const bar = (id) => document.getElementById(id);
    bar('preview-cancel').hidden = !on;
    bar('preview-progress').hidden = !on;
    bar('preview-run').textContent = on ? 'Preview again' : 'Preview';
    window.clearInterval(timer);
    if (on) {
      since = performance.now();
      const tick = () => {
        bar('preview-elapsed').textContent = `${((performance.now() - since) / 1000).toFixed(1)} s`;
      };
      tick();
      timer = window.setInterval(tick, 100);
    }
  };
  const isPreview = (event) => event.detail.elt?.dataset?.preview !== undefined;
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (isPreview(event)) {
      running(true);
    }
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    if (isPreview(event)) {
      running(false);
    }
  });
  document.addEventListener('click', (event) => {
    if (event.target.id === 'preview-cancel') {
      window.htmx.trigger('#preview-bar', 'htmx:abort'); // Where hx-sync keeps the request.
      running(false);
      document.getElementById('preview-run').focus();
      document.getElementById('said').textContent = 'Preview cancelled';
    }
  });
})();
