//! What a page says of itself: in JSON-LD, `<meta>`, `<time>`, headings and links.

use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Node};
use tidings_text::Published;

use super::linked_data::{LinkedData, read_linked_data};
use crate::fields::byline::filter_names;
use crate::fields::credit::find_agency;
use crate::fields::dates::read_instant;
use crate::words::{count_words, is_blank, tokens};

/// What a page says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    /// The headline, without the site's name.
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) outlet: Option<String>,
    /// An agency that stands where the author should.
    pub(crate) credit: Option<String>,
    pub(crate) url: Option<String>,
    /// The language that the page declares.
    pub(crate) language: Option<String>,
    /// The date of publication with the field that gives it.
    pub(crate) published: Option<(Published, String)>,
}

/// Names of `<meta>` with the date of publication, the surest first.
const META_DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date",
    "dcsext.articlefirstpublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "published-date",
    "pubdate",
    "article.published",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "bt:pubdate",
    "pdate",
    "ptime",
    "displaydate",
    "created",
    "article.created",
    "shareaholic:article_published_time",
    "rnews:datepublished",
    "datecreated",
    "date",
    "originalpublicationdate",
    "timestamp",
];
/// Names of `<meta>` with the author.
const META_AUTHORS: &[&str] = &[
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "article:author_name",
    "cxenseparse:author",
    "authors",
    "twitter:creator:name",
    "og:author",
];
/// Names of `<meta>` with the headline.
const META_TITLES: &[&str] =
    &["og:title", "twitter:title", "dc.title", "title", "parsely-title", "sailthru.title", "headline"];

/// What one walk over the tree collects.
#[derive(Debug, Default)]
struct Found {
    metas: Vec<(String, String)>,
    linked_data: Vec<LinkedData>,
    titles: Vec<String>,
    headings: Vec<String>,
    times: Vec<(bool, String)>,
    bylines: Vec<String>,
    canonical: Option<String>,
    language: Option<String>,
}

/// Reads what the page says of itself.
pub(crate) fn read_metadata(tree: &Html) -> Metadata {
    let found = collect(tree);
    let meta = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| found.metas.iter().find(|(known, _)| known == name))
            .map(|(name, value)| (name.clone(), value.clone()))
    };
    let article = found.linked_data.iter().max_by_key(|data| data.weight());
    let outlet = meta(&[
        "og:site_name",
        "application-name",
        "twitter:site:name",
        "publisher",
        "dc.publisher",
        "copyright",
    ])
    .filter(|(name, _)| {
        name == "og:site_name"
            || name.starts_with("publisher")
            || name == "dc.publisher"
            || name == "application-name"
    })
    .map(|(_, value)| value)
    .or_else(|| article.and_then(|data| data.publisher.clone()))
    .map(|name| split_site(name.trim_start_matches('@'), None));
    let url = found
        .canonical
        .clone()
        .or_else(|| meta(&["og:url"]).map(|(_, value)| value))
        .or_else(|| article.and_then(|data| data.url.clone()))
        .filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    let names = read_names(&found, article, outlet.as_deref());
    let (credit, byline) = match names.as_deref().map(find_agency) {
        Some(Some(_)) => (names, None),
        _ => (None, names),
    };
    let declared = found
        .language
        .clone()
        .or_else(|| meta(&["og:locale", "content-language", "language"]).map(|(_, value)| value));
    Metadata {
        title: read_title(&found, article, outlet.as_deref()),
        byline,
        outlet,
        credit,
        url,
        language: declared,
        published: read_published(&found, article),
    }
}

fn collect(tree: &Html) -> Found {
    let mut found = Found::default();
    for node in tree.tree.root().descendants() {
        let Node::Element(element) = node.value() else { continue };
        let attr = |name: &str| element.attr(name).map(str::trim).filter(|value| !value.is_empty());
        let class = attr("class").unwrap_or_default().to_lowercase();
        let itemprop = attr("itemprop").unwrap_or_default();
        match element.name() {
            "html" => found.language = attr("lang").or(attr("xml:lang")).map(str::to_owned),
            "meta" => {
                let name = attr("property").or(attr("name")).or(attr("itemprop")).or(attr("http-equiv"));
                if let (Some(name), Some(content)) = (name, attr("content")) {
                    found.metas.push((name.to_lowercase(), collapse(content)));
                }
            }
            "link" if attr("rel") == Some("canonical") => found.canonical = attr("href").map(str::to_owned),
            "title" => found.titles.push(text_of(node)),
            "h1" => found.headings.push(text_of(node)),
            "script" if attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) => {
                let text: String =
                    node.children().filter_map(|child| child.value().as_text()).map(|text| &**text).collect();
                found.linked_data.extend(read_linked_data(&text));
            }
            "time" => {
                let sure = element.attr("pubdate").is_some()
                    || itemprop == "datePublished"
                    || class.contains("publish")
                    || class.contains("entry-date");
                let is_update =
                    itemprop == "dateModified" || class.contains("updat") || class.contains("modif");
                let value = attr("datetime").map_or_else(|| text_of(node), str::to_owned);
                if !is_update {
                    found.times.push((sure, value));
                }
            }
            _ if itemprop == "datePublished" => {
                let value = attr("content").or(attr("datetime")).map_or_else(|| text_of(node), str::to_owned);
                found.times.push((true, value));
            }
            name => {
                let is_author = attr("rel") == Some("author")
                    || itemprop == "author"
                    || matches!(
                        class.as_str(),
                        "byline"
                            | "author"
                            | "author-name"
                            | "byline-name"
                            | "byline__name"
                            | "article-author"
                            | "entry-author"
                            | "post-author"
                    );
                if is_author && matches!(name, "a" | "span" | "p" | "div" | "address" | "li" | "h3" | "h4") {
                    found.bylines.push(text_of(node));
                }
            }
        }
    }
    found
}

fn text_of(node: NodeRef<'_, Node>) -> String {
    ElementRef::wrap(node).map_or_else(String::new, |element| collapse(&element.text().collect::<String>()))
}

fn collapse(text: &str) -> String {
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns the date of publication with the field that gives it.
fn read_published(found: &Found, article: Option<&LinkedData>) -> Option<(Published, String)> {
    let from_linked = article
        .into_iter()
        .chain(&found.linked_data)
        .filter_map(|data| data.published.as_deref())
        .find_map(|value| Some((read_instant(value)?, format!("JSON-LD datePublished: {value}"))));
    if from_linked.is_some() {
        return from_linked;
    }
    for name in META_DATES {
        for (_, value) in found.metas.iter().filter(|(known, _)| known == name) {
            if let Some(published) = read_instant(value) {
                return Some((published, format!("meta {name}: {value}")));
            }
        }
    }
    // A lone <time> may be any date; one that says so, or the first of them, is the page's.
    let times = found.times.iter().filter(|(sure, _)| *sure).chain(found.times.iter().take(1));
    times.filter_map(|(_, value)| Some((read_instant(value)?, format!("time: {value}")))).next()
}

/// Returns the authors' names.
fn read_names(found: &Found, article: Option<&LinkedData>, outlet: Option<&str>) -> Option<String> {
    let is_outlet = |name: &str| {
        outlet.is_some_and(|outlet| {
            let (name, outlet) = (tokens(name).concat(), tokens(outlet).concat());
            name == outlet
                || name == format!("{outlet}com")
                || name.starts_with(&outlet) && name.contains("staff")
        })
    };
    let linked = article.map(|data| data.authors.join(", ")).filter(|names| !names.is_empty());
    let metas = META_AUTHORS
        .iter()
        .flat_map(|name| found.metas.iter().filter(move |(known, _)| known == name))
        .map(|(_, value)| value.clone());
    let candidates = linked
        .into_iter()
        .chain(metas)
        .chain(found.bylines.iter().filter(|text| count_words(text) <= 10).cloned());
    candidates
        .filter_map(|names| filter_names(&names))
        .map(|names| names.split(", ").filter(|name| !is_outlet(name)).collect::<Vec<_>>().join(", "))
        .find(|names| !names.is_empty() && !names.contains("://"))
}

/// Returns the headline: a heading that the page's titles confirm, else the surest title without the site's name.
fn read_title(found: &Found, article: Option<&LinkedData>, outlet: Option<&str>) -> Option<String> {
    let metas = META_TITLES
        .iter()
        .flat_map(|name| found.metas.iter().filter(move |(known, _)| known == name))
        .map(|(_, value)| value.as_str());
    let headline = article.and_then(|data| data.headline.as_deref());
    let named: Vec<&str> = headline
        .into_iter()
        .chain(metas)
        .chain(found.titles.iter().map(String::as_str))
        .filter(|title| !title.is_empty())
        .collect();
    let site = tokens(outlet.unwrap_or_default());
    let confirmed = found.headings.iter().filter(|heading| count_words(heading) >= 2).find(|heading| {
        let heading = tokens(heading);
        heading != site && named.iter().any(|title| contains(&tokens(title), &heading))
    });
    if let Some(heading) = confirmed {
        return Some(heading.clone());
    }
    let first = named.first()?;
    Some(split_site(first, Some(outlet.unwrap_or_default())))
}

fn contains(long: &[String], short: &[String]) -> bool {
    !short.is_empty() && long.windows(short.len()).any(|window| window == short)
}

/// Takes the site's name off a title: the last part behind a bar or dash where it is the outlet's name or short;
/// without `outlet`, what stands before the first bar.
fn split_site(title: &str, outlet: Option<&str>) -> String {
    let Some(outlet) = outlet else {
        let name = title.split(" | ").next().unwrap_or(title);
        return name.trim().to_owned();
    };
    let outlet = tokens(outlet);
    for separator in [" | ", " – ", " — ", " - ", " :: ", " » ", " • ", " · "] {
        let Some((head, tail)) = title.rsplit_once(separator) else { continue };
        let tail_tokens = tokens(tail);
        let is_outlet =
            !outlet.is_empty() && (contains(&tail_tokens, &outlet) || contains(&outlet, &tail_tokens));
        let is_short = separator == " | " && tail_tokens.len() <= 4 && count_words(head) >= 3;
        if is_outlet || is_short {
            return split_site(head.trim(), Some(""));
        }
        if let Some((first, rest)) = title.split_once(separator)
            && tokens(first) == outlet
        {
            return rest.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Metadata {
        read_metadata(&Html::parse_document(html))
    }

    #[test]
    fn dates_carry_their_evidence() {
        let check = |html: &str, written: &str, evidence: &str| {
            let metadata = read(html);
            let (published, found) = metadata.published.unwrap();
            assert_eq!((published.written.as_str(), found.as_str()), (written, evidence));
        };
        check(
            r#"<meta property="article:published_time" content="2024-05-03"><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-02T10:00:00+0530"}</script>"#,
            "2024-05-02T10:00:00+05:30",
            "JSON-LD datePublished: 2024-05-02T10:00:00+0530",
        );
        check(
            r#"<meta name="pubdate" content="Thu, 02 May 2024 10:00:00 GMT">"#,
            "2024-05-02T10:00:00Z",
            "meta pubdate: Thu, 02 May 2024 10:00:00 GMT",
        );
        check(
            r#"<time datetime="2024-05-01">x</time><time pubdate datetime="2024-05-02">y</time>"#,
            "2024-05-02",
            "time: 2024-05-02",
        );
        check(r#"<meta name="date" content="20240502">"#, "2024-05-02", "meta date: 20240502");
        check(
            r#"<meta name="timestamp" content="1714644000">"#,
            "2024-05-02T10:00:00Z",
            "meta timestamp: 1714644000",
        );
    }

    #[test]
    fn titles_lose_the_name_of_the_site() {
        let title = |html: &str| read(html).title;
        assert_eq!(
            title("<title>Ferry sinks off Eastport | The Courier</title>").as_deref(),
            Some("Ferry sinks off Eastport")
        );
        assert_eq!(
            title("<meta property='og:site_name' content='Harbour Daily News of Eastport'><title>Ferry sinks - twice - Harbour Daily News of Eastport</title>").as_deref(),
            Some("Ferry sinks - twice")
        );
        assert_eq!(
            title("<title>Ferry sinks – Courier</title><h1>Courier</h1><h1>Ferry sinks</h1>").as_deref(),
            Some("Ferry sinks")
        );
        assert_eq!(
            title("<meta property='og:site_name' content='Harbour Daily'><title>Ferry sinks | Harbour Daily</title><h1>Harbour Daily</h1>").as_deref(),
            Some("Ferry sinks")
        );
        assert_eq!(title("<p>x"), None);
    }

    #[test]
    fn bylines_are_names() {
        let byline = |html: &str| read(html).byline;
        assert_eq!(
            byline(r#"<meta name="author" content="By Ann Pier and Bob Quay">"#).as_deref(),
            Some("Ann Pier, Bob Quay")
        );
        assert_eq!(
            byline(r#"<meta name="author" content="https://x.example/ann"><a rel="author">Ann Pier</a>"#)
                .as_deref(),
            Some("Ann Pier")
        );
        assert_eq!(
            byline(
                r#"<meta property="og:site_name" content="The Courier"><meta name="author" content="The Courier">"#
            ),
            None
        );
        let metadata = read(r#"<meta name="author" content="Reuters">"#);
        assert_eq!((metadata.byline, metadata.credit.as_deref()), (None, Some("Reuters")));
    }
}
