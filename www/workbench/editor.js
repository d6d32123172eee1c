// The editor: CodeMirror in a shadow root, where its styles are sheets that the page makes, as a strict policy wants it. Tab leaves it.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { HighlightStyle, bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { node, told } from "./node.js";
import { completion, hover } from "./schema.js";
import { theme } from "./theme.js";
import { phrases, word } from "./words.js";

const colours = HighlightStyle.define([
  { tag: tags.string, color: "var(--accent)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--care)" },
  { tag: tags.propertyName, color: "var(--ink)" },
  { tag: tags.invalid, color: "var(--mend)" },
]);

const marked = StateEffect.define();
const LINES = { error: Decoration.line({ class: "wrong" }), warning: Decoration.line({ class: "doubtful" }) };

/** The grounds of lines in which something was found. */
const grounds = StateField.define({
  create: () => Decoration.none,
  update(lines, { changes, effects }) {
    const given = effects.find((effect) => effect.is(marked));
    return given ? given.value : lines.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const extensions = (name, changed) => [
  lineNumbers(),
  highlightActiveLineGutter(),
  history(),
  drawSelection(),
  bracketMatching(),
  closeBrackets(),
  json(),
  indentUnit.of("  "),
  syntaxHighlighting(colours),
  highlightSelectionMatches(),
  search({ top: true }),
  autocompletion({ override: [completion(name)], icons: false }),
  hoverTooltip(hover(name)),
  grounds,
  theme,
  EditorState.phrases.of(phrases()),
  EditorView.contentAttributes.of({ "aria-label": word("editorOf", name), tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
  EditorView.updateListener.of(({ docChanged, state }) => docChanged && changed(name, state.doc.toString())),
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
];

/** A finding as the editor marks it. */
function placed(doc, { code, severity, line, from, to, message, help }) {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const [start, end] = [Math.min(at.from + from, at.to), Math.min(at.from + to, at.to)];
  const renderMessage = () => node("div.about", {}, told(message, "strong"), told(help, "p"));
  return { from: start, to: end, severity, message, source: code, renderMessage, line: at };
}

export class Editor {
  #view;
  #states = new Map();
  #name;
  #changed;

  constructor(place, changed) {
    this.#changed = changed;
    const root = place.attachShadow({ mode: "open" });
    this.#view = new EditorView({ root, parent: root });
  }

  get name() {
    return this.#name;
  }

  /** Other files, each with a history of its own. */
  open(files) {
    this.#states = new Map([...files].map(([name, text]) => [name, this.#state(name, text)]));
    this.#name = undefined;
  }

  #state(name, doc) {
    return EditorState.create({ doc, extensions: extensions(name, this.#changed) });
  }

  show(name) {
    if (this.#name !== undefined) this.#states.set(this.#name, this.#view.state);
    this.#name = name;
    this.#view.setState(this.#states.get(name) ?? this.#state(name, ""));
  }

  /** The words of the editor in another language. What was undone cannot be done again after it. */
  speak() {
    if (this.#name === undefined) return;
    this.#states.set(this.#name, this.#view.state);
    for (const [name, { doc }] of this.#states) this.#states.set(name, this.#state(name, doc));
    this.#view.setState(this.#states.get(this.#name));
  }

  /** Puts another text into the file that is shown, as one edit that can be undone. */
  put(text) {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  /** Marks what was found in the file that is shown. */
  mark(found) {
    const { state } = this.#view;
    const all = found.map((finding) => placed(state.doc, finding));
    const lines = new Map();
    for (const { severity, line } of all) if (severity === "error" || !lines.has(line.from)) lines.set(line.from, LINES[severity]);
    const ranges = [...lines].sort(([one], [other]) => one - other).map(([from, ground]) => ground.range(from));
    this.#view.dispatch(setDiagnostics(state, all), { effects: marked.of(Decoration.set(ranges)) });
  }

  /** Goes to a place and takes the keyboard there. */
  go(line, from = 0) {
    const { doc } = this.#view.state;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const anchor = Math.min(at.from + from, at.to);
    this.#view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.#view.focus();
  }
}
