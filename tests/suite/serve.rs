//! `handover serve`: saved changes and errors appear in the pages, and other sites get no access.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::generated::tree_with_times;
use crate::support::serving::{Answer, Lines, SETTINGS, Served, handover, note, save, site};

#[test]
fn saved_changes_appear_in_the_pages() {
    let folder = site();
    let root = folder.path();
    let served = Served::start(root, &[]);
    let menu = "notes/plans/menu.html";
    assert!(served.get(menu).has("The menu"));
    save(root, "content/plans/menu.md", &note("The new menu", "![Plate](plate.png)\n"));
    served.wait(menu, |page| page.has("The new menu"));
    fs::write(root.join("content/plans/menu.md"), note("Written in place", "![Plate](plate.png)")).expect("a file");
    served.wait(menu, |page| page.has("Written in place"));

    let bread = "notes/a/new/folder/bread.html";
    assert_eq!(served.get(bread).status, 404);
    save(root, "content/a/new/folder/bread.md", &note("Bread", ""));
    served.wait(bread, |page| page.status == 200 && page.has("Bread"));
    save(root, "content/a/new/folder/bread.md", &note("Rye bread", ""));
    served.wait(bread, |page| page.has("Rye bread"));
    fs::remove_dir_all(root.join("content/a")).expect("removed");
    served.wait(bread, |page| page.status == 404);

    save(root, "content/plans/plate.png", "another picture");
    served.wait("files/plans/plate.png", |picture| picture.has("another picture"));
    save(root, "site.toml", &SETTINGS.replace("Harbour", "Corner"));
    served.wait("", |page| page.has("Corner bakery"));
}

#[test]
fn new_changed_and_removed_templates_appear_in_the_pages() {
    let folder = site();
    let root = folder.path();
    let served = Served::start(root, &[]);
    let built_in = served.get("style.css").text();
    save(root, "templates/style.css", "body { color: teal }");
    served.wait("style.css", |sheet| sheet.has("teal"));
    save(root, "templates/404.html", "<!doctype html><title>Gone</title><p>Nothing called that</p>");
    served.wait("nothing", |page| page.status == 404 && page.has("Nothing called that"));
    fs::remove_dir_all(root.join("templates")).expect("removed");
    served.wait("style.css", |sheet| sheet.text() == built_in);
}

/// The settings name another content folder, or the content folder is a link that changes.
#[test]
#[cfg(unix)]
fn moved_content_folder_is_watched() {
    let folder = site();
    let root = folder.path();
    let served = Served::start(root, &[]);
    let menu = "notes/plans/menu.html";
    fs::rename(root.join("content"), root.join("first")).expect("renamed");
    served.wait(menu, |page| page.status == 500 && page.has("there is no folder"));
    std::os::unix::fs::symlink("first", root.join("content")).expect("a link");
    served.wait(menu, |page| page.status == 200);
    save(root, "first/plans/menu.md", &note("Behind a link", ""));
    served.wait(menu, |page| page.has("Behind a link"));
    save(root, "site.toml", &format!("{SETTINGS}\n[content]\ndir = \"second/notes\"\n"));
    served.wait(menu, |page| page.status == 500);
    save(root, "second/notes/plans/menu.md", &note("The second", ""));
    served.wait(menu, |page| page.has("The second"));
    save(root, "second/notes/plans/menu.md", &note("The second, changed", ""));
    served.wait(menu, |page| page.has("The second, changed"));
}

#[test]
fn file_that_notes_refer_to_is_watched() {
    let folder = site();
    let root = folder.path();
    save(root, "content/plans/menu.md", &note("The menu", "").replace("owner", "framework = \"docs/menu.txt\"\nowner"));
    let served = Served::start(root, &[]);
    let is_unknown = |page: &Answer| page.has("C04") || page.has("docs/menu.txt");
    assert!(is_unknown(&served.get("problems.html")));
    save(root, "docs/menu.txt", "How we write menus");
    served.wait("problems.html", |page| !is_unknown(page));
}

#[test]
fn error_that_prevents_the_build_is_shown_until_it_is_fixed() {
    let folder = site();
    let root = folder.path();
    let broken = format!("{SETTINGS}\n[people.<script>]\nname = = 3\n");
    save(root, "site.toml", &broken);
    let mut served = Served::start(root, &[]);
    let page = served.wait("never.html", |page| page.status == 500);
    assert!(page.has("site.toml is not valid TOML") && page.has("&lt;script&gt;") && !page.has("<script>"));
    assert!(page.has("/-/reload.js") && page.has("href=\"/style.css\""));
    assert!(served.get("style.css").status == 200);
    // `build` prints the same message.
    let built = handover(root, &["build"]).output().expect("the program starts");
    let said = String::from_utf8(built.stderr).expect("text");
    assert_eq!(served.errors_until("the settings have 2 problems"), said);

    save(root, "site.toml", SETTINGS);
    served.wait("never.html", |page| page.status == 200);
    save(root, "templates/rule.html", "{% extends \"base.html\" %}\n{% block main %}{{ page.nothing }}{% endblock %}");
    let page = served.wait("index.html", |page| page.status == 500);
    assert!(page.has("a template cannot be used") && page.has("templates/rule.html:2"));
    served.errors_until("Field `nothing` is not defined");
    fs::remove_file(root.join("templates/rule.html")).expect("removed");
    served.wait("index.html", |page| page.status == 200);
}

#[test]
fn findings_do_not_stop_the_server_and_unreadable_files_are_named() {
    let folder = site();
    let root = folder.path();
    save(root, "content/broken.md", "+++\ntitle = \n+++\n");
    let mut served = Served::start(root, &[]);
    assert!(
        served.next_line().starts_with("1 note (1 file could not be read), 1 note left out for this audience: 1 error")
    );
    served.errors_until("content/broken.md:2");
    assert_eq!(served.get("problems.html").status, 200);
}

/// The only difference is the script that reloads pages.
#[test]
fn served_files_are_the_same_as_built_files() {
    let folder = site();
    let root = folder.path();
    let out = root.join("built");
    let options = ["--audience", "leaders", "--base-url", "https://bakery.example/"];
    let built = handover(root, &["build", "--out", &out.to_string_lossy()]).args(options).output();
    assert!(built.expect("the program starts").status.success());
    let served = Served::start(root, &options);
    let mut pages = 0;
    for (file, (bytes, _)) in tree_with_times(&out).into_iter().filter(|(file, _)| file.is_file()) {
        let path = file.strip_prefix(&out).expect("below").to_string_lossy().into_owned();
        let answer = served.get(&path);
        if path == ".handover-manifest" {
            assert_eq!(answer.status, 404);
            continue;
        }
        let text = answer.text();
        let (before, rest) = text.split_once("<script src=\"/-/reload.js\"").unwrap_or((&text, ""));
        let after = rest.split_once("</script>\n").map_or(rest, |(_, after)| after);
        let is_page = path != "404.html" && Path::new(&path).extension().is_some_and(|found| found == "html");
        assert_eq!(is_page, after.starts_with("</body>"), "{path} reloads");
        assert!([before, after].concat().as_bytes() == bytes, "{path} differs");
        assert_eq!(answer.status, if path == "404.html" { 404 } else { 200 });
        pages += usize::from(is_page);
    }
    assert!(pages > 50, "{pages} pages");
    assert!(!String::from_utf8_lossy(&fs::read(out.join("index.html")).expect("a page")).contains("reload.js"));
    assert_eq!(served.get("notes/plans/prices.html").status, 200, "leaders see it");
    assert_eq!(served.get("").body, served.get("index.html").body);
    assert_eq!(served.get("owners/").body, served.get("owners/index.html").body);
}

#[test]
fn serve_writes_no_file() {
    let folder = site();
    let root = folder.path();
    let before = tree_with_times(root);
    let mut served = Served::start(root, &[]);
    assert!(served.next_line().starts_with("1 note"));
    for path in
        ["", "never.html", "search-index.js", "data/report.json", "nothing", "-/reload.js", "files/plans/plate.png"]
    {
        served.get(path);
    }
    assert!(tree_with_times(root) == before, "the site's folder has changed");
    assert_eq!(served.get("notes/plans/prices.html").status, 404, "for leaders only");
}

#[test]
fn open_pages_hear_only_of_changes_to_the_site() {
    let folder = site();
    let root = folder.path();
    let mut served = Served::start(root, &[]);
    served.next_line();
    let mut states = served.states();
    let first = states.next();
    assert!(served.get("").has(&format!("data-version=\"{first}\"")), "the page holds its state");
    // None of these files belongs to the site.
    save(root, "public/index.html", "built");
    save(root, "content/_drafts/idea.md", "x");
    save(root, "content/plans/.menu.md.swp", "x");
    save(root, ".git/HEAD", "x");
    save(root, "README.md", "x");
    fs::read(root.join("content/plans/menu.md")).expect("a file");
    served.get("");
    assert!(states.is_silent());
    save(root, "content/plans/menu.md", &note("Another", ""));
    let second = states.next();
    assert_ne!(first, second);
    assert!(served.get("").has(&format!("data-version=\"{second}\"")));
    // An error changes the state, and so does its fix.
    save(root, "site.toml", "[");
    let third = states.next();
    assert!(served.get("").has(&format!("data-version=\"{third}\"")));
    save(root, "site.toml", SETTINGS);
    assert_ne!(states.next(), third);
}

#[test]
fn requests_for_another_host_are_refused() {
    let folder = site();
    let served = Served::start(folder.path(), &[]);
    let port = served.port();
    for target in ["/", "/-/events", "/-/reload.js", "/nothing"] {
        let line = format!("GET {target}");
        for headers in [
            vec![],
            vec!["Host: bakery.example".to_owned()],
            vec![format!("Host: bakery.example:{port}")],
            vec!["Host: 127.0.0.1".to_owned()],
            vec!["Host: 127.0.0.1:1".to_owned()],
            vec![format!("Host: localhost:{port}"), "Host: bakery.example".to_owned()],
        ] {
            let answer = served.ask(&line, &headers.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(answer.status, 421, "{target} {headers:?}");
            assert!(
                answer.has(&format!("Open http://127.0.0.1:{port}/")) && !answer.has("bakery"),
                "{}",
                answer.text()
            );
        }
    }
    for host in ["127.0.0.1", "localhost"] {
        assert_eq!(served.ask("GET /", &[&format!("Host: {host}:{port}")]).status, 200, "{host}");
    }
    let absolute = served.ask(&format!("GET http://bakery.example:{port}/"), &[&served.host()]);
    assert_eq!(absolute.status, 421);
}

#[test]
fn other_origins_get_no_events_and_cannot_embed_files() {
    let folder = site();
    let served = Served::start(folder.path(), &[]);
    for origin in ["https://bakery.example", "null", "http://127.0.0.1:1"] {
        assert_eq!(
            served.ask("GET /-/events", &[&served.host(), &format!("Origin: {origin}")]).status,
            403,
            "{origin}"
        );
    }
    for path in ["", "search-index.js", "data/report.json", "nothing", "-/worker.js"] {
        let head = served.get(path).head;
        for header in
            ["x-content-type-options: nosniff", "cross-origin-resource-policy: same-origin", "cache-control: no-store"]
        {
            assert!(head.contains(header), "/{path} lacks {header}: {head}");
        }
    }
}

#[test]
fn no_path_leads_outside_the_site() {
    let folder = site();
    let root = folder.path();
    save(root, "secret.txt", "nobody reads this");
    let served = Served::start(root, &[]);
    for target in [
        "/../site.toml",
        "/%2e%2e/site.toml",
        "/files/..%2f..%2fsecret.txt",
        "/files/%2e%2e/%2e%2e/secret.txt",
        "/..%5csite.toml",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/index.html%00",
        "/%00",
        "/%ff%fe",
        "/.//index.html",
        "/index.html/",
        "/C:/windows/win.ini",
        "/content/plans/menu.md",
        "/site.toml",
        "/secret.txt",
        "/templates/base.html",
        "/base.html",
        "/.handover-manifest",
    ] {
        let answer = served.ask(&format!("GET {target}"), &[&served.host()]);
        assert_eq!(answer.status, 404, "{target}");
        assert!(answer.has("There is no such page") && !answer.has("nobody reads this"), "{target}");
        assert!(answer.head.contains("refresh: 2"), "the page reloads itself");
    }
}

#[test]
fn only_get_and_head_are_allowed() {
    let folder = site();
    let served = Served::start(folder.path(), &[]);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        for target in ["/", "/-/events", "/-/reload.js"] {
            assert_eq!(served.ask(&format!("{method} {target}"), &[&served.host()]).status, 405, "{method} {target}");
        }
    }
    let (head, get) = (served.ask("HEAD /", &[&served.host()]), served.get(""));
    assert!(head.status == 200 && head.body.is_empty());
    assert!(head.head.contains(&format!("content-length: {}", get.body.len())), "{}", head.head);
}

#[test]
fn server_survives_long_requests_and_many_connections() {
    let folder = site();
    let served = Served::start(folder.path(), &[]);
    let long = "x".repeat(1 << 20);
    let refused = served.connection(&format!("GET /{long} HTTP/1.1\r\n"));
    let idle: Vec<_> = (0..200).map(|_| served.connection("GET / HTTP/1.1\r\nHost")).collect();
    let streams: Vec<_> = (0..100).map(|_| served.states()).collect();
    assert_eq!(served.get("").status, 200);
    drop((refused, idle, streams));
    assert_eq!(served.get("never.html").status, 200);
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_the_server_while_pages_are_open() {
    let folder = site();
    let root = folder.path();
    let before = tree_with_times(root);
    let mut served = Served::start(root, &[]);
    let mut states: Vec<_> = (0..5).map(|_| served.states()).collect();
    for states in &mut states {
        states.next();
    }
    let _half = served.connection("GET / HTTP/1.1\r\n");
    assert_eq!(served.interrupt().code(), Some(0));
    assert!(states.iter_mut().all(Lines::has_ended));
    assert!(tree_with_times(root) == before, "something is left over");
}

#[test]
fn occupied_port_is_an_error_that_names_another_way() {
    let folder = site();
    let root = folder.path();
    let served = Served::start(root, &[]);
    let port = served.port().to_string();
    let second = handover(root, &["serve", "--port", &port]).output().expect("the program starts");
    let said = String::from_utf8_lossy(&second.stderr);
    assert_eq!(second.status.code(), Some(2));
    assert!(said.contains(&format!("cannot listen on port {port}")) && said.contains("--port 0"), "{said}");
    assert_eq!(served.get("").status, 200);
}

#[test]
fn wrong_option_ends_the_run() {
    let folder = site();
    let root = folder.path();
    let mut command = handover(root, &["serve", "--port", "0", "--base-url", "notaurl"]);
    let ran = command.output().expect("the program starts");
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.stdout.is_empty() && said.contains("\"notaurl\" is not a valid --base-url"), "{said}");
}

#[test]
fn quiet_server_still_prints_its_address() {
    let folder = site();
    assert_eq!(Served::start(folder.path(), &["--quiet"]).get("").status, 200);
}

/// A script takes the place of the system's browser.
#[test]
#[cfg(target_os = "linux")]
fn open_starts_the_browser_with_the_address() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = site();
    let root = folder.path();
    let (programs, opened) = (root.join("programs"), root.join("opened"));
    save(&programs, "xdg-open", &format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display()));
    fs::set_permissions(programs.join("xdg-open"), fs::Permissions::from_mode(0o755)).expect("a program");
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let mut command: Command = handover(root, &["serve", "--port", "0", "--open"]);
    let served = Served::run(command.env("PATH", path));
    let start = std::time::Instant::now();
    while fs::read_to_string(&opened).unwrap_or_default().trim() != format!("http://127.0.0.1:{}/", served.port()) {
        assert!(start.elapsed().as_secs() < 30, "nothing was opened");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}
