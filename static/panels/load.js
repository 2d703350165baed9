// Loads the panels' modules as one version. The version stands in the address of this file only,
// so each module is fetched under that version and its imports are pointed at the fetched copies:
// a page that stays open over a deployment never mixes old modules with new ones.

const IMPORT = /\bfrom "\.\/([\w-]+\.js)"/g;

async function fetchText(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.text();
}

/** Imports module `entry` of this folder with everything it imports, all of this file's version. */
export async function load(entry) {
  const copies = new Map();

  function copyOf(name) {
    if (!copies.has(name)) copies.set(name, copy(name));
    return copies.get(name);
  }

  async function copy(name) {
    const address = new URL(`./${name}${new URL(import.meta.url).search}`, import.meta.url);
    const text = await fetchText(address);
    const names = Array.from(text.matchAll(IMPORT), (match) => match[1]);
    const urls = await Promise.all(names.map(copyOf));
    const linked = text.replace(IMPORT, (_, wanted) => `from "${urls[names.indexOf(wanted)]}"`);
    const parts = [linked, `\n//# sourceURL=${address}`];
    return URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  }

  return import(await copyOf(entry));
}
