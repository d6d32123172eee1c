//! The package's types as a partner's project sees them, and what npm would publish.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::count::Count;
use crate::arguments::TestOptions;
use crate::package;
use crate::program::Program;
use crate::project::Project;
use crate::wasm::BUILDS;

/// How a partner's compiler may look for modules, each with the kind of modules that goes with it.
const RESOLUTIONS: [(&str, &str); 2] = [("nodenext", "nodenext"), ("bundler", "esnext")];

/// One module of each folder of them.
const AMONG_MANY: [&str; 5] = [
    "./carry/nrm-detection.nrm-identification",
    "./forms/nrm-detection",
    "./forms/nrm-detection/ar",
    "./languages/fr",
    "./services/djibouti",
];

/// Compiles every use in `tests/types` strictly, runs publint, and attw on what each export resolves to.
pub(crate) fn run(project: &Project, _: &TestOptions) -> Result<Count> {
    package::build(project)?;
    let folder = project.root.join("tests/types");
    let uses = fs::read_dir(&folder)?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|kind| kind == "ts"))
        .count();
    if uses == 0 {
        bail!("tests/types holds no .ts file");
    }
    let mut count = Count::default();
    for (resolution, module) in RESOLUTIONS {
        let settings = json!({
            "compilerOptions": {
                "exactOptionalPropertyTypes": true,
                "lib": ["es2022", "dom", "dom.iterable"],
                "module": module,
                "moduleResolution": resolution,
                "noEmit": true,
                "noUncheckedIndexedAccess": true,
                "skipLibCheck": false,
                "strict": true,
                "target": "es2022",
                "types": [],
            },
            "include": [folder.join("*.ts")],
        });
        let place = project.target.join(format!("types-{resolution}.json"));
        fs::write(&place, settings.to_string()).with_context(|| format!("cannot write {}", place.display()))?;
        let compiled = Program::node(&project.root, project.node_module("typescript/bin/tsc"))
            .arg("--project")
            .arg(&place)
            .succeeds()?;
        let (passed, failed) = if compiled { (uses, 0) } else { (0, uses) };
        count += Count { passed, failed, ..Count::default() };
    }
    let published = Program::node(&project.root, project.node_module("publint/src/cli.js"))
        .arg(project.package())
        .arg("--strict")
        .succeeds()?;
    let typed = Program::node(&project.root, project.node_module("@arethetypeswrong/cli/dist/index.js"))
        .arg(project.package())
        .args(["--pack", "--profile", "esm-only", "--no-definitely-typed", "--format", "ascii"])
        .arg("--exclude-entrypoints")
        // What is no module has no types.
        .args(BUILDS.map(|build| format!("./wasm/{}_bg.wasm", build.name)))
        .arg("--include-entrypoints")
        .args(AMONG_MANY)
        .logs(&project.target.join("attw.txt"))?;
    if !typed {
        println!("{}", fs::read_to_string(project.target.join("attw.txt")).unwrap_or_default());
    }
    Ok(count.and(Count::one(published)).and(Count::one(typed)))
}
