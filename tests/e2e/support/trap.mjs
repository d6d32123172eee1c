// Makes the wasm trap, as a defect of it would.

/** The next act of any interview on the page reads outside the memory of the wasm: a real trap. */
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
