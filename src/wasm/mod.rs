//! The only place that names `wasm_bindgen`, `js_sys` or `web_sys`: conversions, and no rule about forms.
//!
//! Input crosses as text, or as ids and codes. Plain data goes out by `serde-wasm-bindgen`; from the element and from paper
//! only text does, so that nothing that serializes is loaded before the first question.

#[cfg(feature = "compile")]
mod compile;
#[cfg(feature = "element")]
mod element;
#[cfg(not(any(feature = "element", feature = "compile", feature = "paper", feature = "verify")))]
mod engine;
#[cfg(any(feature = "element", feature = "paper"))]
mod given;
#[cfg(feature = "paper")]
mod paper;
#[cfg(not(any(feature = "element", feature = "paper", feature = "verify")))]
mod plain;
#[cfg(feature = "verify")]
mod verify;
#[cfg(feature = "maintain")]
mod workbench;

/// Takes memory and gives it back in constant time; the standard library's allocator is 2.3 kB larger.
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
