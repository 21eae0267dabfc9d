// The mark of Ostraka: a sherd with a vote scratched on it.
import { html } from 'lit';

export const mark = (pixels) =>
  html`<svg aria-hidden="true" focusable="false" width=${pixels} height=${pixels} viewBox="0 0 32 32">
    <path fill="#a3441c" d="M6 4.500 20 2l8.500 8-2 12.500L14.500 30 4 21.500z" />
    <path
      fill="none"
      stroke="#fff"
      stroke-width="3"
      stroke-linecap="round"
      stroke-linejoin="round"
      d="m10.500 16.500 4 4 7.500-9"
    />
  </svg>`;
