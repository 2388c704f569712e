//! The same notes as a Hugo site: one page a note and one list an owner, with minimal templates.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

const SETTINGS: &str = "baseURL = \"https://example.org/\"\ntitle = \"Benchmark\"\ndisableKinds = [\"RSS\", \"sitemap\"]\n\
                        [taxonomies]\nowner = \"owner\"\n";
const BASE: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head>\n\
                    <body>{{ block \"main\" . }}{{ end }}</body></html>\n";
const PAGE: &str = "{{ define \"main\" }}<h1>{{ .Title }}</h1><p>{{ .Params.owner }}, {{ .Params.status }}, \
                    {{ .Params.work }}, {{ .Params.hours }} h</p>{{ .Content }}{{ end }}\n";
const LIST: &str = "{{ define \"main\" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">\
                    {{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n";

/// A Hugo site on the same notes.
pub(crate) struct Hugo {
    program: PathBuf,
    source: PathBuf,
    content: PathBuf,
}

impl Hugo {
    /// Writes settings and templates to `source`; none if `program` cannot be run.
    pub(crate) fn new(program: &Path, source: &Path, site: &Path) -> io::Result<Option<Self>> {
        if !Command::new(program).arg("version").output().is_ok_and(|output| output.status.success()) {
            return Ok(None);
        }
        let layouts = source.join("layouts/_default");
        fs::create_dir_all(&layouts)?;
        fs::write(source.join("hugo.toml"), SETTINGS)?;
        for (name, text) in [("baseof.html", BASE), ("single.html", PAGE), ("list.html", LIST)] {
            fs::write(layouts.join(name), text)?;
        }
        Ok(Some(Self { program: program.to_owned(), source: source.to_owned(), content: site.join("content") }))
    }

    /// The command that builds into `out`.
    pub(crate) fn build(&self, out: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["--quiet", "--source"]).arg(&self.source);
        command.arg("--contentDir").arg(&self.content).arg("--destination").arg(out);
        command
    }
}
