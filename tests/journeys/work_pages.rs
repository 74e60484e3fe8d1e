//! Work and marks through the pages, without script, in both languages: forms as a browser sends them.

use super::serve_here;
use reqwest::{Client, StatusCode};
use stage::{TestApp, database::instant, on_both_databases};

/// Somebody who is signed in, in one language.
struct Reader {
    client: Client,
    base: String,
    language: &'static str,
}

struct Page {
    status: StatusCode,
    path: String,
    html: String,
}

impl Reader {
    async fn sign_in(url: &str, code: &str, language: &'static str) -> Self {
        let client = Client::builder().cookie_store(true).build().unwrap();
        let reader = Self {
            client,
            base: url.to_owned(),
            language,
        };
        let people = reader.fetch("/dev/people").await;
        reader
            .send(&people, &format!("/dev/people/{code}"), &[])
            .await;
        reader
    }

    async fn fetch(&self, path: &str) -> Page {
        let answer = self.client.get([&self.base, path].concat());
        Page::of(answer.send().await.unwrap()).await
    }

    async fn open(&self, path: &str) -> Page {
        self.fetch(&format!("/{}{path}", self.language)).await
    }

    /// Sends the form of `page` that posts to `action`, as a browser without script does.
    async fn send(&self, page: &Page, action: &str, typed: &[(&str, &str)]) -> Page {
        let place = page.html.find(&format!("action=\"{action}\""));
        let form =
            &page.html[place.unwrap_or_else(|| panic!("no form to {action} in {}", page.html))..];
        let mut fields = Vec::new();
        for name in ["_csrf", "_key", "_version"] {
            let form = &form[..form.find("</form>").unwrap()];
            if let Some((_, rest)) = form.split_once(&format!("name=\"{name}\" value=\"")) {
                fields.push((name, rest.split('"').next().unwrap()));
            }
        }
        fields.extend(typed);
        let request = self.client.post([&self.base, action].concat());
        Page::of(request.form(&fields).send().await.unwrap()).await
    }

    async fn post(&self, page: &Page, path: &str, typed: &[(&str, &str)]) -> Page {
        self.send(page, &format!("/{}{path}", self.language), typed)
            .await
    }
}

impl Page {
    async fn of(answer: reqwest::Response) -> Self {
        Self {
            status: answer.status(),
            path: answer.url().path().to_owned(),
            html: answer.text().await.unwrap(),
        }
    }

    fn shows(&self, text: &str) -> bool {
        self.html.contains(text)
    }
}

fn expect(page: &Page, status: u16, texts: &[&str]) {
    assert_eq!(page.status.as_u16(), status, "{}: {}", page.path, page.html);
    for text in texts {
        assert!(
            page.shows(text),
            "{text} is missing in {}: {}",
            page.path,
            page.html
        );
    }
}

/// They make a mark that nobody has at the start.
const LEVELS: [(&str, &str); 4] = [
    ("level-c1", "2"),
    ("level-c2", "3"),
    ("level-c3", "3"),
    ("level-c4", "3"),
];

async fn through_the_pages(app: &TestApp, url: &str, language: &'static str, fellow: &str) {
    let (text, comment) = ("بطاقة حالة استخدام <b>", "عمل واضح.");
    let own = Reader::sign_in(url, fellow, language).await;
    let trainer = Reader::sign_in(url, "tr.yusuf", language).await;
    let manager = Reader::sign_in(url, "pm.layla", language).await;
    let mc10 = app.id_of("micro_credentials", "MC10").await;
    let mc01 = app.id_of("micro_credentials", "MC01").await;
    let work = format!("/work/{mc10}");
    let work_href = format!("href=\"/{language}{work}\"");
    for path in ["/", "/work", &format!("/micro-credentials/{mc10}")] {
        expect(&own.open(path).await, 200, &[&work_href]);
    }
    expect(&own.open(&format!("/work/{mc01}")).await, 200, &[]);
    let form = own.open(&work).await;
    expect(&form, 200, &["name=\"text\"", "name=\"file\""]);
    let empty = own.post(&form, &work, &[("text", " ")]).await;
    expect(&empty, 422, &["error-summary"]);
    let receipt = own.post(&empty, &work, &[("text", text)]).await;
    expect(&receipt, 200, &["بطاقة حالة استخدام &lt;b&gt;"]);
    let id = receipt.path.rsplit('/').next().unwrap().to_owned();
    expect(
        &own.open(&work).await,
        200,
        &[&format!("/submissions/{id}")],
    );

    let stranger = Reader::sign_in(url, "fe.a01", language).await;
    expect(
        &stranger.open(&format!("/submissions/{id}")).await,
        404,
        &[],
    );
    expect(&stranger.open("/marking").await, 403, &[]);
    let other = Reader::sign_in(url, "tr.dana", language).await;
    expect(&other.open(&format!("/marking/{id}")).await, 404, &[]);

    let marking = format!("/marking/{id}");
    for path in ["/", "/marking"] {
        expect(
            &trainer.open(path).await,
            200,
            &[&format!("/{language}{marking}")],
        );
    }
    let sheet = trainer.open(&marking).await;
    expect(&sheet, 200, &["name=\"level-c1\"", "&lt;b&gt;"]);
    let missing = trainer
        .post(&sheet, &marking, &[("comment", comment), ("press", "save")])
        .await;
    expect(&missing, 422, &["error-summary", comment]);
    let mut typed = LEVELS.to_vec();
    typed.extend([
        ("comment-c1", "دليل"),
        ("comment", comment),
        ("press", "calculate"),
    ]);
    let calculated = trainer.post(&missing, &marking, &typed).await;
    expect(&calculated, 200, &["86 2/3", comment, "87 / 100"]);
    assert_eq!(app.number(&format!("SELECT count(*) FROM marks m JOIN people p ON p.id = m.fellow_id WHERE p.code = '{fellow}'")).await, 0);
    *typed.last_mut().unwrap() = ("press", "save");
    let saved = trainer.post(&calculated, &marking, &typed).await;
    expect(&saved, 200, &["87 / 100"]);
    for path in [
        "/",
        "/work",
        &work,
        "/notices",
        &format!("/submissions/{id}"),
    ] {
        let page = own.open(path).await;
        expect(&page, 200, &[]);
        assert!(
            !page.shows("87 / 100") && !page.shows("86 2/3"),
            "{path} tells a provisional mark"
        );
    }
    expect(
        &manager.open("/").await,
        200,
        &[&format!("href=\"/{language}/marking\"")],
    );
    expect(
        &manager.open("/marking").await,
        200,
        &["name=\"micro_credential\""],
    );
    let released = trainer
        .post(&saved, &format!("{marking}/release"), &[])
        .await;
    expect(&released, 200, &["87 / 100", "name=\"reason\""]);
    expect(
        &own.open(&work).await,
        200,
        &["87 / 100", "86 2/3", comment, "دليل", "name=\"text\""],
    );
    expect(&own.open("/work").await, 200, &["87 / 100"]);
    corrected(&trainer, &manager, &own, (&marking, &work)).await;
}

/// The trainer corrects, the manager releases, the fellow reads both marks and the reason.
async fn corrected(
    trainer: &Reader,
    manager: &Reader,
    own: &Reader,
    (marking, work): (&str, &str),
) {
    let sheet = trainer.open(marking).await;
    let mut typed = LEVELS.to_vec();
    typed[0] = ("level-c1", "3");
    typed.push(("press", "save"));
    let unreasoned = trainer.post(&sheet, marking, &typed).await;
    expect(&unreasoned, 422, &["error-summary"]);
    typed.push(("reason", "أُغفلت صفحة."));
    let saved = trainer.post(&unreasoned, marking, &typed).await;
    expect(&saved, 200, &["100 / 100", "87 / 100"]);
    assert!(
        !saved.shows(&format!("{marking}/release\"")),
        "not by the one who corrected"
    );
    let sheet = manager.open(marking).await;
    let released = manager
        .post(&sheet, &format!("{marking}/release"), &[])
        .await;
    expect(&released, 200, &["100 / 100"]);
    expect(
        &own.open(work).await,
        200,
        &["100 / 100", "87 / 100", "أُغفلت صفحة."],
    );
}

/// Two tabs: what the second one sends is refused, and is shown again.
async fn kept_after_refusals(app: &TestApp, url: &str, language: &'static str, fellow: &str) {
    let own = Reader::sign_in(url, fellow, language).await;
    let trainer = Reader::sign_in(url, "tr.yusuf", language).await;
    let mc10 = app.id_of("micro_credentials", "MC10").await;
    let work = format!("/work/{mc10}");
    let second_tab = own.open(&work).await;
    let receipt = own.post(&second_tab, &work, &[("text", "first")]).await;
    let marking = format!("/marking/{}", receipt.path.rsplit('/').next().unwrap());
    let second_tab = own.open(&work).await;
    app.move_demo_clock(instant("2026-11-19T14:00:01+03:00"))
        .await
        .unwrap();
    let text = "نص طويل <i> كُتب بعد الموعد";
    let refused = own.post(&second_tab, &work, &[("text", text)]).await;
    let shown = "نص طويل &lt;i&gt; كُتب بعد الموعد";
    expect(&refused, 409, &["error-summary", "id=\"text\"", shown]);
    assert!(!refused.shows("name=\"text\""), "there is no form any more");

    let (first, second) = (trainer.open(&marking).await, trainer.open(&marking).await);
    let mut typed = LEVELS.to_vec();
    typed.extend([("comment", "الأولى"), ("press", "save")]);
    expect(&trainer.post(&first, &marking, &typed).await, 200, &[]);
    let mut typed = LEVELS.to_vec();
    typed.extend([
        ("comment-c1", "ملاحظة <i>"),
        ("comment", "الثانية"),
        ("press", "save"),
    ]);
    let refused = trainer.post(&second, &marking, &typed).await;
    let kept = ["error-summary", "ملاحظة &lt;i&gt;", "الثانية", "الأولى"];
    expect(&refused, 409, &kept);
    let saved = trainer.post(&refused, &marking, &typed).await;
    expect(&saved, 200, &["الثانية"]);

    let second = trainer.open(&marking).await;
    let release = format!("{marking}/release");
    expect(&trainer.post(&second, &release, &[]).await, 200, &[]);
    let refused = trainer.post(&second, &marking, &typed).await;
    expect(
        &refused,
        409,
        &["error-summary", "ملاحظة &lt;i&gt;", "name=\"reason\""],
    );
}

on_both_databases! {
    async fn what_was_typed_is_shown_once_more_after_the_session_has_ended(app) {
        let url = serve_here(app).await;
        let own = Reader::sign_in(&url, "fe.a10", "ar").await;
        let work = format!("/ar/work/{}", app.id_of("micro_credentials", "MC10").await);
        let fields = [("_csrf", "old"), ("text", "نص <i>"), ("password", "secret")];
        let part = |(name, value)| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        let form = [fields.map(part).concat(), "--b--\r\n".to_owned()].concat();
        let stranger = Client::new();
        let sent = stranger.post([url.as_str(), &work].concat()).header("Origin", &url).header("Content-Type", "multipart/form-data; boundary=b").body(form);
        let page = Page::of(sent.send().await.unwrap()).await;
        expect(&page, 403, &["نص &lt;i&gt;", "/ar/sign-in?next&#x3D;%2Far%2Fwork%2F"]);
        assert!(!page.shows("secret"));
        for (origin, fields) in [("https://evil.example", ("text", "نص")), (url.as_str(), ("password", "secret"))] {
            let sent = stranger.post([url.as_str(), &work].concat()).header("Origin", origin).form(&[fields]);
            let page = Page::of(sent.send().await.unwrap()).await;
            expect(&page, 200, &["name=\"password\""]);
            assert!(page.path.ends_with("/sign-in") && !page.shows("نص") && !page.shows("secret"));
        }
        assert_eq!(app.count("submissions").await, 0);
        expect(&own.open("/work").await, 200, &[]);
    }

    async fn what_was_typed_is_shown_again_after_a_refusal_in_arabic(app) {
        let url = serve_here(app).await;
        kept_after_refusals(app, &url, "ar", "fe.a10").await;
    }

    async fn what_was_typed_is_shown_again_after_a_refusal_in_english(app) {
        let url = serve_here(app).await;
        kept_after_refusals(app, &url, "en", "fe.a11").await;
    }

    // Statement 1. Statement 2.
    async fn work_is_handed_in_marked_and_read_in_pages(app) {
        let url = serve_here(app).await;
        through_the_pages(app, &url, "en", "fe.a10").await;
        through_the_pages(app, &url, "ar", "fe.a11").await;
        let manager = Reader::sign_in(&url, "pm.layla", "ar").await;
        expect(&manager.open("/marking").await, 200, &["100 / 100"]);
    }
}
