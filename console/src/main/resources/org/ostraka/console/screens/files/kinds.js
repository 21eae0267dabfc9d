// What a file is, by its name: enough to choose a picture and how to look into it.
const TEXT =
  /\.(txt|md|csv|tsv|log|json|ya?ml|toml|xml|html?|css|js|mjs|ts|java|py|c|h|cpp|rs|go|sh|sql|ini|conf|properties|tex|svg|diff|patch)$/i;
const IMAGE = /\.(png|jpe?g|gif|webp|avif|bmp)$/i;
const TYPES = { png: 'image/png', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif', bmp: 'image/bmp' };

/** text, image, pdf or other. */
export function kindOf(name) {
  if (IMAGE.test(name)) {
    return 'image';
  }
  if (/\.pdf$/i.test(name)) {
    return 'pdf';
  }
  return TEXT.test(name) || !name.includes('.') ? 'text' : 'other';
}

/** The media type under which a browser shows it; images and PDF only, so that nothing of it can run. */
export function typeOf(name) {
  return kindOf(name) === 'pdf' ? 'application/pdf' : (TYPES[name.split('.').pop().toLowerCase()] ?? 'image/jpeg');
}

/** Whether a name is one that a desk gave to a conflict copy. */
export function isConflictCopy(name) {
  return /\(conflict of [^,()]+, [^,()]+, \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d( \d+)?\)/.test(name);
}
