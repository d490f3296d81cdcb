// Feeds of categories, and nothing else: the documents are read, but no pages are written. The official
// plugin wants one call for each feed; two paginated templates in plain JavaScript take less time.
export default function (eleventyConfig) {
  eleventyConfig.addCollection("feeds", (all) => {
    const feeds = new Map();
    for (const post of all.getFilteredByGlob("posts/**/*.html").sort((a, b) => b.date - a.date)) {
      for (const name of post.data.groups) {
        if (!feeds.has(name)) feeds.set(name, []);
        if (feeds.get(name).length < 50) feeds.get(name).push(post);
      }
    }
    return [...feeds].map(([name, posts]) => ({ name, posts }));
  });
  return { htmlTemplateEngine: false };
}
