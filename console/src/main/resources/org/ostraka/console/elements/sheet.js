// How headings, buttons, fields and the like look, for every element's own shadow tree.
import { css } from 'lit';

export const sheet = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3 {
    margin: 0;
    line-height: 1.25;
    letter-spacing: -0.012em;
    font-weight: 620;
    text-wrap: balance;
  }
  h1 {
    font-size: var(--title);
  }
  h2 {
    font-size: var(--large);
  }
  h3 {
    font-size: var(--text);
  }
  p {
    margin: 0;
  }
  a {
    color: var(--accent);
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, var(--accent) 35%, transparent);
    text-underline-offset: 0.2em;
  }
  a:hover {
    text-decoration-color: currentColor;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
  code,
  .mono {
    font: 0.925em / 1.5 var(--mono);
    overflow-wrap: anywhere;
  }
  .soft {
    color: var(--soft);
  }
  .small {
    font-size: var(--small);
  }
  .numbers {
    font-variant-numeric: tabular-nums;
  }
  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--s2);
    min-height: 2.25rem;
    padding: 0 var(--s3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--ink);
    font: 530 0.875rem / 1 var(--font);
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color 120ms,
      border-color 120ms;
  }
  button:hover,
  .button:hover {
    background: var(--sunk);
    border-color: var(--edge);
  }
  button.primary,
  .button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover,
  .button.primary:hover {
    background: var(--accent-strong);
    border-color: var(--accent-strong);
  }
  button.danger {
    color: var(--bad);
  }
  button.danger.primary {
    background: var(--bad);
    border-color: var(--bad);
    color: var(--on-accent);
  }
  button.quiet,
  .button.quiet {
    background: transparent;
    border-color: transparent;
  }
  button.quiet:hover,
  .button.quiet:hover {
    background: var(--sunk);
  }
  button.bare {
    width: 2.25rem;
    padding: 0;
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  button[aria-pressed='true'] {
    background: var(--accent-wash);
    border-color: var(--accent);
  }
  input:not([type='checkbox'], [type='file'], [type='radio']),
  select,
  textarea {
    width: 100%;
    min-height: 2.375rem;
    padding: var(--s2) var(--s3);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: 400 var(--text) / 1.4 var(--font);
  }
  textarea {
    min-height: 6rem;
    resize: vertical;
  }
  input::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline-offset: 0;
    border-radius: var(--radius);
  }
  input[type='checkbox'] {
    width: 1.125rem;
    height: 1.125rem;
    margin: 0;
    accent-color: var(--accent);
  }
  .card {
    background: var(--paper);
    border: 1px solid var(--line);
    border-radius: var(--radius-large);
    box-shadow: var(--lift);
  }
  .pad {
    padding: var(--s5);
  }
  .row {
    display: flex;
    align-items: center;
    gap: var(--s2);
    flex-wrap: wrap;
  }
  .push {
    margin-inline-start: auto;
  }
  .stack {
    display: grid;
    gap: var(--s4);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    padding: 0.125rem 0.5rem;
    border-radius: 99px;
    background: var(--sunk);
    color: var(--soft);
    font-size: var(--tiny);
    font-weight: 560;
    line-height: 1.5;
    white-space: nowrap;
  }
  .chip.good {
    background: var(--good-wash);
    color: var(--good);
  }
  .chip.warn {
    background: var(--warn-wash);
    color: var(--warn);
  }
  .chip.bad {
    background: var(--bad-wash);
    color: var(--bad);
  }
  .chip.accent {
    background: var(--accent-wash);
    color: var(--accent-strong);
  }
  .note {
    padding: var(--s3) var(--s4);
    border-radius: var(--radius);
    background: var(--sunk);
  }
  .note.bad {
    background: var(--bad-wash);
    color: var(--bad);
  }
  .note.warn {
    background: var(--warn-wash);
    color: var(--warn);
  }
  .note.good {
    background: var(--good-wash);
    color: var(--good);
  }
  .cut {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .named {
    display: inline-flex;
    align-items: center;
    gap: var(--s3);
    min-width: 0;
    max-width: 100%;
    vertical-align: middle;
  }
  .picture {
    display: grid;
    flex: none;
    color: var(--soft);
  }
  .picture.folder {
    color: var(--accent);
  }
  .picture.conflict {
    color: var(--warn);
  }
  dl.facts {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--s2) var(--s4);
    margin: 0;
  }
  dl.facts dt {
    color: var(--soft);
  }
  dl.facts dd {
    margin: 0;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
    }
  }
`;
