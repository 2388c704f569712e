//! The site over HTTP while it is written: what is saved is shown, what is wrong is shown too, and nobody else gets in.

mod serving;

use std::fs;
use std::path::Path;
use std::process::Command;

use serving::{SETTINGS, Served, handover, note, site, tree, write};

#[test]
fn what_is_saved_is_shown() {
    let root = site("saved");
    let served = Served::start(&root, &[]);
    let menu = "notes/plans/menu.html";
    assert!(served.get(menu).has("The menu"));
    write(&root, "content/plans/menu.md", &note("The new menu", "![Plate](plate.png)\n"));
    served.wait(menu, |page| page.has("The new menu"));
    fs::write(root.join("content/plans/menu.md"), note("Written in place", "![Plate](plate.png)")).expect("a file");
    served.wait(menu, |page| page.has("Written in place"));

    let bread = "notes/a/new/folder/bread.html";
    assert_eq!(served.get(bread).status, 404);
    write(&root, "content/a/new/folder/bread.md", &note("Bread", ""));
    served.wait(bread, |page| page.status == 200 && page.has("Bread"));
    write(&root, "content/a/new/folder/bread.md", &note("Rye bread", ""));
    served.wait(bread, |page| page.has("Rye bread"));
    fs::remove_dir_all(root.join("content/a")).expect("removed");
    served.wait(bread, |page| page.status == 404);

    write(&root, "content/plans/plate.png", "another picture");
    served.wait("files/plans/plate.png", |picture| picture.has("another picture"));
    write(&root, "site.toml", &SETTINGS.replace("Harbour", "Corner"));
    served.wait("", |page| page.has("Corner bakery"));
}

#[test]
fn templates_and_style_sheets_are_followed_from_the_first_on() {
    let root = site("templates");
    let served = Served::start(&root, &[]);
    let built_in = served.get("style.css").text();
    write(&root, "templates/style.css", "body { color: teal }");
    served.wait("style.css", |sheet| sheet.has("teal"));
    write(&root, "templates/404.html", "<!doctype html><title>Gone</title><p>Nothing called that</p>");
    served.wait("nothing", |page| page.status == 404 && page.has("Nothing called that"));
    fs::remove_dir_all(root.join("templates")).expect("removed");
    served.wait("style.css", |sheet| sheet.text() == built_in);
}

/// Where the content folder is said to be elsewhere, that one is followed; and a link to it, when it leads elsewhere.
#[test]
#[cfg(unix)]
fn a_content_folder_may_move() {
    let root = site("moving");
    let served = Served::start(&root, &[]);
    let menu = "notes/plans/menu.html";
    fs::rename(root.join("content"), root.join("first")).expect("renamed");
    served.wait(menu, |page| page.status == 500 && page.has("there is no folder"));
    std::os::unix::fs::symlink("first", root.join("content")).expect("a link");
    served.wait(menu, |page| page.status == 200);
    write(&root, "first/plans/menu.md", &note("Behind a link", ""));
    served.wait(menu, |page| page.has("Behind a link"));
    write(&root, "site.toml", &format!("{SETTINGS}\n[content]\ndir = \"second/notes\"\n"));
    served.wait(menu, |page| page.status == 500);
    write(&root, "second/notes/plans/menu.md", &note("The second", ""));
    served.wait(menu, |page| page.has("The second"));
    write(&root, "second/notes/plans/menu.md", &note("The second, changed", ""));
    served.wait(menu, |page| page.has("The second, changed"));
}

#[test]
fn a_file_that_notes_refer_to_is_followed() {
    let root = site("references");
    write(
        &root,
        "content/plans/menu.md",
        &note("The menu", "").replace("owner", "framework = \"docs/menu.txt\"\nowner"),
    );
    let served = Served::start(&root, &[]);
    let is_unknown = |page: &serving::Answer| page.has("C04") || page.has("docs/menu.txt");
    assert!(is_unknown(&served.get("problems.html")));
    write(&root, "docs/menu.txt", "How we write menus");
    served.wait("problems.html", |page| !is_unknown(page));
}

#[test]
fn what_keeps_the_site_from_being_shown_is_shown_until_it_is_mended() {
    let root = site("broken");
    let broken = format!("{SETTINGS}\n[people.<script>]\nname = = 3\n");
    write(&root, "site.toml", &broken);
    let mut served = Served::start(&root, &[]);
    let page = served.wait("never.html", |page| page.status == 500);
    assert!(page.has("site.toml is not valid TOML") && page.has("&lt;script&gt;") && !page.has("<script>"));
    assert!(page.has("/-/reload.js") && page.has("href=\"/style.css\""));
    assert!(served.get("style.css").status == 200);
    // As `build` says it.
    let built = handover(&root, &["build"]).output().expect("the program starts");
    let said = String::from_utf8(built.stderr).expect("text");
    assert_eq!(served.complains("the settings cannot be used"), said);

    write(&root, "site.toml", SETTINGS);
    served.wait("never.html", |page| page.status == 200);
    write(
        &root,
        "templates/rule.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ page.nothing }}{% endblock %}",
    );
    let page = served.wait("index.html", |page| page.status == 500);
    assert!(page.has("a template cannot be used") && page.has("templates/rule.html:2"));
    served.complains("has no field `nothing`");
    fs::remove_file(root.join("templates/rule.html")).expect("removed");
    served.wait("index.html", |page| page.status == 200);
}

#[test]
fn findings_are_no_errors_and_files_that_cannot_be_read_are_named() {
    let root = site("findings");
    write(&root, "content/broken.md", "+++\ntitle = \n+++\n");
    let mut served = Served::start(&root, &[]);
    assert!(served.says().starts_with("1 note (1 file could not be read), 1 note left out for this audience: 1 error"));
    served.complains("content/broken.md:2");
    assert_eq!(served.get("problems.html").status, 200);
}

/// The same bytes as in a build, but for the script in pages; and nothing else.
#[test]
fn what_is_served_is_what_is_built() {
    let root = site("built");
    let out = root.with_extension("out");
    let _ = fs::remove_dir_all(&out);
    let options = ["--audience", "leaders", "--base-url", "https://bakery.example/"];
    let built = handover(&root, &["build", "--out", &out.to_string_lossy()]).args(options).output();
    assert!(built.expect("the program starts").status.success());
    let served = Served::start(&root, &options);
    let mut pages = 0;
    for (file, (bytes, _)) in tree(&out).into_iter().filter(|(file, _)| file.is_file()) {
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
    assert_eq!(served.get("notes/plans/prices.html").status, 200, "the audience counts");
    assert_eq!(served.get("").body, served.get("index.html").body);
    assert_eq!(served.get("owners/").body, served.get("owners/index.html").body);
}

#[test]
fn nothing_is_written() {
    let root = site("untouched");
    let before = tree(&root);
    let mut served = Served::start(&root, &[]);
    assert!(served.says().starts_with("1 note"));
    for path in
        ["", "never.html", "search-index.js", "data/report.json", "nothing", "-/reload.js", "files/plans/plate.png"]
    {
        served.get(path);
    }
    assert!(tree(&root) == before, "the site's folder has changed");
    assert_eq!(served.get("notes/plans/prices.html").status, 404, "for leaders only");
}

#[test]
fn open_pages_are_told_of_changes_and_of_nothing_else() {
    let root = site("told");
    let mut served = Served::start(&root, &[]);
    served.says();
    let mut states = served.states();
    let first = states.next();
    assert!(served.get("").has(&format!("data-generation=\"{first}\"")), "the page knows its state");
    // Nothing of this is the site.
    write(&root, "public/index.html", "built");
    write(&root, "content/_drafts/idea.md", "x");
    write(&root, "content/plans/.menu.md.swp", "x");
    write(&root, ".git/HEAD", "x");
    write(&root, "README.md", "x");
    fs::read(root.join("content/plans/menu.md")).expect("a file");
    served.get("");
    assert!(states.is_silent());
    write(&root, "content/plans/menu.md", &note("Another", ""));
    let second = states.next();
    assert_ne!(first, second);
    assert!(served.get("").has(&format!("data-generation=\"{second}\"")));
    // An error is a state as well, and so is its end.
    write(&root, "site.toml", "[");
    let third = states.next();
    assert!(served.get("").has(&format!("data-generation=\"{third}\"")));
    write(&root, "site.toml", SETTINGS);
    assert_ne!(states.next(), third);
}

#[test]
fn requests_for_another_host_are_refused() {
    let served = Served::start(&site("host"), &[]);
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
fn other_sites_are_not_told_and_may_load_nothing() {
    let served = Served::start(&site("origin"), &[]);
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
fn nothing_outside_the_site_has_a_path() {
    let root = site("outside");
    write(&root, "secret.txt", "nobody reads this");
    let served = Served::start(&root, &[]);
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
        assert!(answer.head.contains("refresh: 2"), "it looks again by itself");
    }
}

#[test]
fn only_reading_is_possible() {
    let served = Served::start(&site("methods"), &[]);
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
fn long_requests_and_many_open_ones_do_no_harm() {
    let served = Served::start(&site("many"), &[]);
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
fn ctrl_c_ends_it_while_pages_are_open() {
    let root = site("interrupted");
    let before = tree(&root);
    let mut served = Served::start(&root, &[]);
    let mut states: Vec<_> = (0..5).map(|_| served.states()).collect();
    for states in &mut states {
        states.next();
    }
    let _half = served.connection("GET / HTTP/1.1\r\n");
    assert_eq!(served.interrupt().code(), Some(0));
    assert!(states.iter_mut().all(serving::Lines::has_ended));
    assert!(tree(&root) == before, "something is left over");
}

#[test]
fn a_port_that_is_taken_is_an_error_with_a_way_out() {
    let root = site("taken");
    let served = Served::start(&root, &[]);
    let port = served.port().to_string();
    let second = handover(&root, &["serve", "--port", &port]).output().expect("the program starts");
    let said = String::from_utf8_lossy(&second.stderr);
    assert_eq!(second.status.code(), Some(2));
    assert!(said.contains(&format!("cannot listen on port {port}")) && said.contains("--port 0"), "{said}");
    assert_eq!(served.get("").status, 200);
}

#[test]
fn an_option_that_no_saving_can_mend_ends_the_run() {
    let root = site("option");
    let mut command = handover(&root, &["serve", "--port", "0", "--base-url", "notaurl"]);
    let ran = command.output().expect("the program starts");
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.stdout.is_empty() && said.contains("\"notaurl\" is not a valid --base-url"), "{said}");
}

#[test]
fn the_address_is_told_even_where_all_else_is_quiet() {
    assert_eq!(Served::start(&site("quiet"), &["--quiet"]).get("").status, 200);
}

/// A browser in the place of the system's.
#[test]
#[cfg(target_os = "linux")]
fn the_browser_is_opened_if_wanted() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = site("browser");
    let (programs, opened) = (root.join("programs"), root.join("opened"));
    write(&programs, "xdg-open", &format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display()));
    fs::set_permissions(programs.join("xdg-open"), fs::Permissions::from_mode(0o755)).expect("a program");
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let mut command: Command = handover(&root, &["serve", "--port", "0", "--open"]);
    let served = Served::run(command.env("PATH", path));
    let start = std::time::Instant::now();
    while fs::read_to_string(&opened).unwrap_or_default().trim() != format!("http://127.0.0.1:{}/", served.port()) {
        assert!(start.elapsed().as_secs() < 30, "nothing was opened");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}
