const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

export const data = {
  pagination: { data: "collections.feeds", size: 1, alias: "feed" },
  permalink: ({ feed }) => `/category/${feed.name}.atom`,
  eleventyExcludeFromCollections: true,
};

const entry = (post) => `
  <entry>
    <id>https://feeds.example.org/${post.page.fileSlug}/</id>
    <title>${escaped(post.data.title)}</title>
    <link href="https://feeds.example.org/${post.page.fileSlug}/"/>
    <link href="${escaped(post.data.image)}" rel="enclosure" type="image/png"/>
    <updated>${post.date.toISOString()}</updated>
    <author><name>${escaped(post.data.author)}</name></author>
    ${post.data.groups.map((name) => `<category term="${escaped(name)}"/>`).join("\n    ")}
    <content type="html"><![CDATA[${post.content}]]></content>
  </entry>`;

export const render = ({ feed }) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>https://feeds.example.org/category/${encodeURIComponent(feed.name)}.atom</id>
  <title>${escaped(feed.name)} · Coast &amp; Field</title>
  <link href="https://feeds.example.org/"/>
  <updated>${feed.posts[0].date.toISOString()}</updated>${feed.posts.map(entry).join("")}
</feed>
`;
