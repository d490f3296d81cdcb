"""Names that are fixed elsewhere: the languages of ISO 639-1, the categories of podcasts."""

from collections.abc import Mapping
from typing import Final

# ISO 639-1, the two-letter languages; three-letter ones are taken as they are.
LANGUAGES: Final = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv"
        " cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr"
        " ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw"
        " ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv"
        " ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr"
        " ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi"
        " yo za zh zu"
    ).split()
)

# Those of Apple's directory, which the others read too; (name, what is below it).
PODCAST_CATEGORIES: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(filter(None, below.split("; ")))
    for name, below in {
        "Arts": "Books; Design; Fashion & Beauty; Food; Performing Arts; Visual Arts",
        "Business": "Careers; Entrepreneurship; Investing; Management; Marketing; Non-Profit",
        "Comedy": "Comedy Interviews; Improv; Stand-Up",
        "Education": "Courses; How To; Language Learning; Self-Improvement",
        "Fiction": "Comedy Fiction; Drama; Science Fiction",
        "Government": "",
        "Health & Fitness": "Alternative Health; Fitness; Medicine; Mental Health; Nutrition"
        "; Sexuality",
        "History": "",
        "Kids & Family": "Education for Kids; Parenting; Pets & Animals; Stories for Kids",
        "Leisure": "Animation & Manga; Automotive; Aviation; Crafts; Games; Hobbies"
        "; Home & Garden; Video Games",
        "Music": "Music Commentary; Music History; Music Interviews",
        "News": "Business News; Daily News; Entertainment News; News Commentary; Politics"
        "; Sports News; Tech News",
        "Religion & Spirituality": "Buddhism; Christianity; Hinduism; Islam; Judaism; Spirituality",
        "Science": "Astronomy; Chemistry; Earth Sciences; Life Sciences; Mathematics"
        "; Natural Sciences; Nature; Physics; Social Sciences",
        "Society & Culture": "Documentary; Personal Journals; Philosophy; Places & Travel"
        "; Relationships",
        "Sports": "Baseball; Basketball; Cricket; Fantasy Sports; Football; Golf; Hockey; Rugby"
        "; Running; Soccer; Swimming; Tennis; Volleyball; Wilderness; Wrestling",
        "TV & Film": "After Shows; Film History; Film Interviews; Film Reviews; TV Reviews",
        "Technology": "",
        "True Crime": "",
    }.items()
}
