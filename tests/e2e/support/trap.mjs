// Makes the wasm trap, as a defect of it would. Nothing of this is in the package: the page's own classes are bent.

/** The next acts of any interview on the page read outside the memory of the wasm: real traps. Repeated acts count. */
export const trapNextAct = (page, times = 1) =>
  page.evaluate(async (count) => {
    const { Screening } = await import("/nrm-screening/wasm/nrm_element.js");
    const { act } = Screening.prototype;
    let left = count;
    Screening.prototype.act = function (...given) {
      left -= 1;
      if (left === 0) Screening.prototype.act = act;
      return act.apply(Object.create(this, { __wbg_ptr: { value: 0xfffffff0 } }), given);
    };
  }, times);

/** The next act fails in one of the ways a wasm fails; `watchWasm` must have been called. */
export const failNextAct = (page, way) =>
  page.evaluate(async (chosen) => {
    const { Screening } = await import("/nrm-screening/wasm/nrm_element.js");
    const { act } = Screening.prototype;
    const once = (doing) => {
      Screening.prototype.act = function (...given) {
        Screening.prototype.act = act;
        return doing(this, given);
      };
    };
    const WAYS = {
      /** It asks for more memory than there is. */
      memory: (of, [name, item]) => {
        const { memory } = watched;
        for (let pages = 32_768; pages >= 1; pages = pages > 1 ? pages / 2 : 0) {
          try {
            for (;;) memory.grow(pages);
          } catch {}
        }
        return act.call(of, name, item, "x".repeat(1 << 24));
      },
      /** Calls nest deeper than the stack is high. */
      stack: (of, given) => {
        let tried = false;
        // Where no further call fits, this one does not fit either.
        const nested = () => {
          try {
            return nested();
          } catch (overflow) {
            if (tried) throw overflow;
            tried = true;
            return act.apply(of, given);
          }
        };
        return nested();
      },
      /** It panics. */
      panic: (of, given) => act.apply(Object.create(of, { __wbg_ptr: { value: 1 } }), given),
    };
    once(WAYS[chosen]);
  }, way);

/**
 * Watches every instance of the element's wasm that the page makes, from before it loads: what was called after a trap, and how
 * often it was called at all. `trapAt` lets the n-th call from now on trap, after its memory was spoilt.
 */
export const watchWasm = (page) =>
  page.addInitScript(() => {
    const { get } = Object.getOwnPropertyDescriptor(WebAssembly.Instance.prototype, "exports");
    const known = new WeakMap();
    const watched = { calls: 0, afterDeath: 0, instances: 0, left: 0, trapAt: (call) => (watched.left = call) };
    const watch = (exports) => {
      const copy = Object.create(null);
      let dead = false;
      // The engine, which makes what is handed over, is another wasm and has tests of its own.
      if (!exports.screening_act) return exports;
      watched.instances += 1;
      watched.memory = exports.memory;
      for (const [name, value] of Object.entries(exports)) {
        copy[name] = value;
        if (typeof value !== "function") continue;
        copy[name] = (...given) => {
          watched.calls += 1;
          if (dead) watched.afterDeath += 1;
          if (watched.left && (watched.left -= 1) === 0) {
            dead = true;
            crypto.getRandomValues(new Uint8Array(exports.memory.buffer, 0, 65_536));
            throw new WebAssembly.RuntimeError("unreachable");
          }
          try {
            return value(...given);
          } catch (trap) {
            dead ||= trap instanceof WebAssembly.RuntimeError;
            throw trap;
          }
        };
      }
      return copy;
    };
    Object.defineProperty(WebAssembly.Instance.prototype, "exports", {
      get() {
        if (!known.has(this)) known.set(this, watch(get.call(this)));
        return known.get(this);
      },
    });
    globalThis.watched = watched;
  });
