// The link of a shared file: to copy, or to scan.
import { html } from 'lit';
import { t } from '../core/language.js';
import { copyText } from '../elements/copy.js';
import { ask } from '../elements/dialog.js';
import { icon } from '../elements/icon.js';
import { attempt } from '../elements/toast.js';
import '../elements/qr.js';

/** Shows a link. */
export const showLink = (link) =>
  ask({
    title: t('swarm.link'),
    text: t('swarm.link-words'),
    content: () =>
      html`<os-qr .text=${link} .label=${t('swarm.qr')}></os-qr>
        <code>${link}</code>
        <div class="row">
          <button class="primary" @click=${() => attempt(() => copyText(link))}>${icon('copy')}${t('copy')}</button>
        </div>`,
  });
