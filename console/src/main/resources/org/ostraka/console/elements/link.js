// A link: to copy, or to scan.
import { html } from 'lit';
import { t } from '../core/language.js';
import { copyText } from './copy.js';
import { ask } from './dialog.js';
import { icon } from './icon.js';
import { attempt } from './toast.js';
import './qr.js';

/** Shows a link under a title, with a sentence. */
export const showLink = (link, title, text) =>
  ask({
    title,
    text,
    content: () =>
      html`<os-qr .text=${link} .label=${t('link.qr')}></os-qr>
        <code>${link}</code>
        <div class="row">
          <button class="primary" @click=${() => attempt(() => copyText(link))}>${icon('copy')}${t('copy')}</button>
        </div>`,
  });
