// Reads feed files with feedsmith and rss-parser and prints what each of them read, in the words of
// tests/parsers/reading.py, as one JSON object: {file: {parser: {feed, entries} or {error}}}.
//
// FEEDPUB_NODE_MODULES names the folder that holds the packages of package.json.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const load = (name) => require(join(process.env.FEEDPUB_NODE_MODULES, name));
const { parseFeed, parseOpml } = load("feedsmith");
const { decodeHTML } = load("entities");
const RssParser = load("rss-parser");

const orNull = (value) => value || null;
const moment = (written) =>
  written ? new Date(written).toISOString().replace(".000Z", "Z") : null;

// What a reader shows of a text that is HTML: without its tags, with its entities decoded. Titles,
// descriptions of RSS are such texts: see docs/architecture.md.
const shown = (html) => (html ? decodeHTML(html.replace(/<[!?/A-Za-z][^>]*>/g, "")) : null);
const ofAtom = (text) => (text?.type === "html" ? shown(text.value) : orNull(text?.value));

// 0 is how RSS and Atom say that a length is not known.
const enclosure = (url, type, length) => ({ url, type, length: Number(length) || null });

const feedsmith = {
  rss: (feed) => ({
    feed: { title: shown(feed.title), home: feed.link, language: orNull(feed.language) },
    entries: (feed.items ?? []).map((item) => ({
      id: orNull(item.guid?.value),
      title: shown(item.title),
      link: orNull(item.link),
      published: moment(item.pubDate),
      updated: moment(item.atom?.updated),
      summary: shown(item.description),
      content: orNull(item.content?.encoded),
      enclosures: (item.enclosures ?? []).map((it) => enclosure(it.url, it.type, it.length)),
      categories: (item.categories ?? []).map((it) => it.name),
      authors: item.dc?.creators ?? [],
      language: orNull(item.dc?.languages?.[0]),
    })),
  }),
  atom: (feed) => ({
    feed: {
      title: ofAtom(feed.title),
      home: feed.links?.find((it) => it.rel === "alternate")?.href ?? null,
      language: orNull(feed.xml?.lang),
    },
    entries: (feed.entries ?? []).map((entry) => ({
      id: orNull(entry.id),
      title: ofAtom(entry.title),
      link: entry.links?.find((it) => it.rel === "alternate")?.href ?? null,
      published: moment(entry.published),
      updated: moment(entry.updated),
      summary: ofAtom(entry.summary),
      content: entry.content?.type === "html" ? entry.content.value : null,
      enclosures: (entry.links ?? [])
        .filter((it) => it.rel === "enclosure")
        .map((it) => enclosure(it.href, it.type, it.length)),
      categories: (entry.categories ?? []).map((it) => it.term),
      authors: (entry.authors ?? []).map((it) => it.name),
      language: orNull(entry.xml?.lang),
    })),
  }),
  json: (feed) => ({
    feed: {
      title: orNull(feed.title),
      home: orNull(feed.home_page_url),
      language: orNull(feed.language),
    },
    entries: (feed.items ?? []).map((item) => ({
      id: orNull(item.id),
      title: orNull(item.title),
      link: orNull(item.url),
      published: moment(item.date_published),
      // JSON Feed has no need to say when an entry was changed that was not.
      updated: moment(item.date_modified ?? item.date_published),
      summary: orNull(item.summary),
      content: orNull(item.content_html),
      enclosures: (item.attachments ?? []).map((it) =>
        enclosure(it.url, it.mime_type, it.size_in_bytes),
      ),
      categories: item.tags ?? [],
      authors: (item.authors ?? []).map((it) => it.name),
      language: orNull(item.language),
    })),
  }),
};

// What rss-parser is told to read besides what it reads by itself. See UNREAD in test_parsers.py.
const more = {
  rss: [
    ["atom:updated", "updated"],
    ["dc:creator", "creators", { keepArray: true }],
  ],
  atom: [
    "updated",
    ["author", "authors", { keepArray: true }],
    ["category", "categories", { keepArray: true }],
    ["link", "links", { keepArray: true }],
  ],
};

const rssParser = {
  rss: (feed) => ({
    feed: { title: shown(feed.title), home: feed.link, language: orNull(feed.language) },
    entries: feed.items.map((item) => ({
      id: orNull(item.guid),
      title: shown(item.title),
      link: orNull(item.link),
      published: moment(item.isoDate),
      updated: moment(item.updated),
      summary: shown(item.content),
      content: orNull(item["content:encoded"]),
      enclosures: item.enclosure
        ? [enclosure(item.enclosure.url, item.enclosure.type, item.enclosure.length)]
        : [],
      categories: item.categories ?? [],
      authors: item.creators ?? [],
      language: orNull(item.language),
    })),
  }),
  atom: (feed) => ({
    feed: { title: shown(feed.title), home: feed.link },
    entries: feed.items.map((item) => ({
      id: orNull(item.id),
      title: shown(item.title),
      link: orNull(item.link),
      published: moment(item.isoDate),
      updated: moment(item.updated),
      summary: shown(item.summary),
      content: orNull(item.content),
      enclosures: (item.links ?? [])
        .map((it) => it.$)
        .filter((it) => it.rel === "enclosure")
        .map((it) => enclosure(it.href, it.type, it.length)),
      categories: (item.categories ?? []).map((it) => it.$.term),
      authors: (item.authors ?? []).map((it) => it.name[0]),
    })),
  }),
};

const outlines = (given, folder) =>
  (given ?? []).flatMap((it) =>
    it.xmlUrl
      ? [{ title: it.title, url: it.xmlUrl, home: it.htmlUrl, type: it.type, folder }]
      : outlines(it.outlines, it.text),
  );

const withFeedsmith = (text, format) => {
  if (format === "opml") {
    const { head, body } = parseOpml(text);
    return { title: head.title, feeds: outlines(body.outlines, null) };
  }
  const read = parseFeed(text);
  if (read.format !== format) throw new Error(`feedsmith takes it for ${read.format}`);
  return feedsmith[format](read.feed);
};

const withRssParser = async (text, format) => {
  const parser = new RssParser({ customFields: { item: more[format] } });
  return rssParser[format](await parser.parseString(text));
};

const attempt = async (read, ...given) => {
  try {
    return await read(...given);
  } catch (error) {
    return { error: String(error) };
  }
};

const result = {};
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const format = file.slice(file.lastIndexOf(".") + 1);
  result[file] = { feedsmith: await attempt(withFeedsmith, text, format) };
  if (format in rssParser) result[file]["rss-parser"] = await attempt(withRssParser, text, format);
}
process.stdout.write(JSON.stringify(result));
