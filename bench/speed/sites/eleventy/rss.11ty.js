const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

export const data = {
  pagination: { data: "collections.feeds", size: 1, alias: "feed" },
  permalink: ({ feed }) => `/category/${feed.name}.rss`,
  eleventyExcludeFromCollections: true,
};

const item = (post) => `
    <item>
      <title>${escaped(post.data.title)}</title>
      <link>https://feeds.example.org/${post.page.fileSlug}/</link>
      <guid>https://feeds.example.org/${post.page.fileSlug}/</guid>
      <pubDate>${post.date.toUTCString()}</pubDate>
      <dc:creator>${escaped(post.data.author)}</dc:creator>
      ${post.data.groups.map((name) => `<category>${escaped(name)}</category>`).join("\n      ")}
      <enclosure url="${escaped(post.data.image)}" type="image/png" length="0"/>
      <content:encoded><![CDATA[${post.content}]]></content:encoded>
    </item>`;

export const render = ({ feed }) => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>${escaped(feed.name)} · Coast &amp; Field</title>
    <link>https://feeds.example.org/</link>
    <description>Coast &amp; Field</description>${feed.posts.map(item).join("")}
  </channel>
</rss>
`;
