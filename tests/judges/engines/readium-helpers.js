// What Readium's navigator asks of the browser that it runs in. Its own package for that, @readium/helpers, is not on the
// registry; the colours of decorations and text fragments, which it holds too, are not used here.
const chromium = { UA: { Blink: 1, Chrome: 1, Chromium: 1 }, OS: {}, iOSRequest: undefined };
export const [sML, sMLWithRequest] = [chromium, chromium];

const unused = () => {
  throw new Error("not there: see readium-helpers.js");
};
export {
  unused as adjustColorForContrast,
  unused as colorToRgba,
  unused as decodeTextFragmentDirective,
  unused as getContrastingTextColor,
  unused as isDarkColor,
  unused as processTextFragmentDirective,
};
