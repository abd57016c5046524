// What is asked of every engine, of the page that it shows.

// The faces that a document of the book has loaded.
export async function faces(document) {
  await document.fonts.ready;
  return [...document.fonts].map((face) => ({
    family: face.family.replaceAll('"', ""),
    weight: face.weight,
    status: face.status,
  }));
}

// Where the first letter of the first paragraph stands, as a share of the page's width from the left.
export function firstLetter(document, width) {
  const paragraph = document.querySelector("section p");
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && !node.data.trim()) node = walker.nextNode();
  const at = node.data.search(/\S/);
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  const box = range.getBoundingClientRect();
  return (((box.left + box.right) / 2) % width) / width;
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
