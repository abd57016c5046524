// Fingers on the pages: two change the scale, one that sweeps across turns over, in the book's own direction.

const ACROSS = 50;

export function touch(stage, { pages, turn, isShown }) {
  let pinch = null, sweep = null;
  const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  const begin = ({ touches }) => {
    pinch = sweep = null;
    if (!isShown()) return;
    if (touches.length === 2) pinch = { apart: apart(touches), zoom: pages.zoom };
    else if (touches.length === 1) sweep = { x: touches[0].clientX, y: touches[0].clientY, left: stage.scrollLeft };
  };
  const move = (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    pages.setZoom(pages.zoomBy(pinch.zoom, apart(event.touches) / pinch.apart));
  };
  const end = ({ touches, changedTouches: [finger] }) => {
    const across = sweep && finger.clientX - sweep.x, down = sweep && finger.clientY - sweep.y;
    // A page that is larger than the window is moved by the finger, not turned.
    const turns = sweep && !touches.length && Math.abs(stage.scrollLeft - sweep.left) < 4 && Math.abs(across) > ACROSS && Math.abs(across) > 2 * Math.abs(down);
    pinch = sweep = null;
    if (turns) turn(across > 0 === pages.rtl ? 1 : -1);
  };
  stage.addEventListener("touchstart", begin, { passive: true });
  stage.addEventListener("touchmove", move, { passive: false });
  stage.addEventListener("touchend", end, { passive: true });
  stage.addEventListener("touchcancel", () => { pinch = sweep = null; }, { passive: true });
}
