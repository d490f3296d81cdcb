// One call of the plugin for each feed, as its documentation says. The collections of the categories
// have plain names, for the plugin's RSS template takes no name with a space or an "&".
import { feedPlugin } from "@11ty/eleventy-plugin-rss";

const categories = { almanac: "Almanac", news: "News & Views", weather: "Weather", harbour: "港口" };

export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy("images");
  const feed = (collection, title, path) => {
    for (const [type, ending] of [["atom", "atom"], ["rss", "rss"], ["json", "json"]]) {
      eleventyConfig.addPlugin(feedPlugin, {
        type,
        outputPath: `/${path}.${ending}`,
        inputPath: `${path}-${type}.njk`,
        collection: { name: collection, limit: 0 },
        metadata: {
          language: "en",
          title,
          subtitle: "Notes from the coast",
          base: "https://feeds.example.org/",
          author: { name: "Coast & Field" },
        },
      });
    }
  };
  feed("posts", "Coast & Field", "feed");
  for (const [plain, name] of Object.entries(categories)) {
    eleventyConfig.addCollection(plain, (all) => all.getFilteredByTag(name));
    feed(plain, `Coast & Field: ${name}`, `category-${plain}`);
  }
}
