// The pages as spreads. Only what is near the view is drawn; a page that looks otherwise stays as it was until its new drawing is there.

const NEAR = "60% 0px";
const STEP = 1.15;

export class Pages {
  constructor(stage, hooks) {
    Object.assign(this, { stage, hooks, pages: [], slots: [], rtl: true, zoom: 0, near: new Set() });
    this.list = document.createElement("div");
    this.list.className = "pages";
    this.observer = new IntersectionObserver((seen) => this.seen(seen), { root: stage, rootMargin: NEAR });
    new ResizeObserver(() => this.scale()).observe(stage);
    this.list.addEventListener("click", (event) => this.clicked(event));
  }

  // Takes over what has changed: [page, look, width, height].
  update({ count, changed, rtl }) {
    const shape = () => this.pages.map((page) => page.width + "x" + page.height).join();
    const before = shape() + this.rtl;
    this.pages.length = Math.min(this.pages.length, count);
    for (const [number, look, width, height] of changed) this.pages[number] = { look, width, height };
    this.rtl = rtl;
    if (shape() + rtl !== before) this.arrange();
    const stale = changed.map(([number]) => number).filter((number) => this.near.has(this.slots[number]));
    stale.sort((a, b) => this.isInView(b) - this.isInView(a)).forEach((number) => this.draw(number));
  }

  // Slots for all pages, two by two: the first page stands alone, on the side that it has in the bound book.
  arrange() {
    this.list.dir = this.rtl ? "rtl" : "ltr";
    while (this.slots.length > this.pages.length) this.drop(this.slots.pop());
    while (this.slots.length < this.pages.length) {
      const slot = document.createElement("div");
      slot.className = "page";
      slot.dataset.n = this.slots.length;
      this.slots.push(slot);
      this.observer.observe(slot);
    }
    this.slots.forEach((slot, number) => {
      slot.style.setProperty("--w", this.pages[number].width);
      slot.style.setProperty("--h", this.pages[number].height);
      const index = (number + 1) >> 1;
      let spread = this.list.children[index];
      if (!spread) {
        spread = document.createElement("div");
        this.list.append(spread);
      }
      if (slot.parentNode !== spread) spread.append(slot);
    });
    while (this.list.children.length > (this.slots.length >> 1) + 1) this.list.lastChild.remove();
    [...this.list.children].forEach((spread, index) => {
      spread.className = "spread" + (spread.children.length < 2 ? " alone" : "") + (index === 0 ? " first" : "");
      spread.style.setProperty("--w", this.pages[0].width);
    });
    this.scale();
  }

  drop(slot) {
    this.observer.unobserve(slot);
    this.near.delete(slot);
    slot.remove();
  }

  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      const number = +target.dataset.n;
      if (isIntersecting) {
        this.near.add(target);
        this.draw(number);
      } else if (this.near.delete(target)) {
        target.querySelector("img")?.remove();
        delete target.dataset.look;
      }
    }
    this.hooks.moved();
  }

  // Draws what is in view without waiting to be told of it.
  drawInView() {
    const first = this.slots.findIndex((_, number) => this.isInView(number));
    for (let number = first; number >= 0 && number < this.slots.length && this.isInView(number); number++) {
      this.near.add(this.slots[number]);
      this.draw(number);
    }
  }

  async draw(number) {
    const slot = this.slots[number], page = this.pages[number];
    if (!slot || !page || slot.dataset.look === page.look || slot.dataset.wanted === page.look) return;
    slot.dataset.wanted = page.look;
    const image = new Image();
    image.draggable = false;
    image.alt = this.hooks.name(number);
    image.src = `page/${page.look}.svg?n=${number}`;
    const drawn = await image.decode().then(() => true, () => false);
    if (slot.dataset.wanted !== page.look) return;
    delete slot.dataset.wanted;
    if (!drawn || !this.near.has(slot)) return;
    slot.querySelector("img")?.remove();
    slot.prepend(image);
    slot.dataset.look = page.look;
  }

  // Pixels a point. Without a zoom of the reader's own, a whole spread fits the window, on narrow ones a page.
  scale() {
    const [first] = this.pages, room = this.stage.getBoundingClientRect();
    if (!first || !room.width || !this.list.isConnected) return;
    const single = room.width < 720, held = this.held();
    this.list.classList.toggle("single", single);
    this.stage.classList.toggle("wide", this.zoom > 0);
    const width = Math.max(...this.pages.slice(0, 8).map((page) => page.width));
    const fit = single ? (room.width - 24) / width : Math.min((room.width - 64) / (2 * width), (room.height - 40) / first.height);
    this.list.style.setProperty("--k", fit * STEP ** this.zoom);
    this.hold(held);
  }

  // The zoom that is so many times as large as another.
  zoomBy(zoom, times) {
    return zoom + Math.log(times) / Math.log(STEP);
  }

  // How many pages are turned at a time: a spread, or one where they stand one below the other.
  step() {
    return this.list.classList.contains("single") ? 1 : 2;
  }

  setZoom(zoom) {
    this.zoom = Math.max(-8, Math.min(12, zoom));
    this.scale();
  }

  // What stands in the middle of the view stays there when the scale changes.
  held() {
    const middle = this.stage.getBoundingClientRect().top + this.stage.clientHeight / 2;
    const slot = this.slots.find((slot) => slot.getBoundingClientRect().bottom >= middle);
    if (!slot || this.stage.scrollTop === 0) return null;
    const box = slot.getBoundingClientRect();
    return { slot, part: (middle - box.top) / box.height };
  }

  hold(held) {
    if (!held) return;
    const box = held.slot.getBoundingClientRect(), room = this.stage.getBoundingClientRect();
    this.stage.scrollTop += box.top + held.part * box.height - (room.top + this.stage.clientHeight / 2);
  }

  isInView(number) {
    const box = this.slots[number].getBoundingClientRect(), room = this.stage.getBoundingClientRect();
    return box.bottom > room.top && box.top < room.bottom;
  }

  // The page that is read: the first whose middle is in view.
  current() {
    const room = this.stage.getBoundingClientRect();
    const seen = [...this.near].map((slot) => [+slot.dataset.n, slot.getBoundingClientRect()]).sort((a, b) => a[0] - b[0]);
    const found = seen.find(([, box]) => (box.top + box.bottom) / 2 > room.top);
    return found ? found[0] : 0;
  }

  go(number, area) {
    const slot = this.slots[Math.max(0, Math.min(this.slots.length - 1, number))];
    if (!slot) return;
    const box = slot.getBoundingClientRect(), room = this.stage.getBoundingClientRect();
    const inner = area ? (area[1] / this.pages[number].height) * box.height - room.height / 3 : -16;
    const fits = area && box.top + inner + room.height / 3 > room.top + 40 && box.top + inner + room.height / 3 < room.bottom - 60;
    if (!fits) this.stage.scrollTop += box.top - room.top + inner;
  }

  // Marks areas [page, [left, top, right, bottom]] for a while, or until others are marked.
  mark(areas, brief) {
    this.list.querySelectorAll(".mark").forEach((mark) => mark.remove());
    for (const [number, [left, top, right, bottom]] of areas) {
      const slot = this.slots[number], { width, height } = this.pages[number] ?? {};
      if (!slot) continue;
      const mark = document.createElement("i");
      mark.className = brief ? "mark brief" : "mark";
      const share = (value, whole) => (100 * value) / whole + "%";
      Object.assign(mark.style, { left: share(left, width), top: share(top, height), width: share(right - left, width), height: share(bottom - top, height) });
      slot.append(mark);
    }
  }

  clicked(event) {
    const slot = event.target.closest(".page");
    if (!slot) return;
    const box = slot.getBoundingClientRect(), page = this.pages[+slot.dataset.n];
    this.hooks.clicked(+slot.dataset.n, ((event.clientX - box.left) / box.width) * page.width, ((event.clientY - box.top) / box.height) * page.height);
  }
}
