"""The newsroom's articles: readable files in articles/, one an outlet, and what should come out of each.

The format, by example (README.md has the same):

    ## Title of the article
    2017-03-07 09:15 | the-gioi | Minh Hà | wildlife-crime africa-link
    ! flag flag=value ...                      (optional)

    The lead, one paragraph.

    More paragraphs, parted by blank lines.

    === later 2017-03-08 10:00                 (optional: from then on the page reads so)
    ## The later title

    The later lead and paragraphs.

Times are local (UTC+7). The fourth field is the truth: the topics that a careful coder gives the article, or "-".
"""
import dataclasses, datetime, pathlib, re, unicodedata, zlib

FOLDER = pathlib.Path(__file__).resolve().parent / 'articles'
HOME = datetime.timezone(datetime.timedelta(hours=7))
MAIN_TOPICS = ('wildlife-crime', 'vietnamese-jailed-in-africa', 'africa-link', 'enforcement-in-vietnam', 'policy',
               'cooperation', 'awareness', 'rescue')
TOPICS = MAIN_TOPICS + ('national-assembly-oversight', 'roaming-sms-and-diaspora', 'tv-and-round-tables',
                        'international-workshops', 'ngo-network')  # of the programme: a few articles each, or none
FLAGS = {'undated', 'forbidden', 'copy', 'credit', 'dateline', 'busy'}


class BadArticle(Exception):
    """A file in articles/ is not as it should be; says file, line and what to do."""


@dataclasses.dataclass
class Version:
    title: str
    lead: str
    paragraphs: list  # the body, without the lead


@dataclasses.dataclass
class Article:
    outlet: str
    first: Version
    published: datetime.datetime  # aware, UTC+7
    section: str
    author: str
    topics: tuple
    flags: dict
    place: str  # "file:line"
    later: Version = None
    edited: datetime.datetime = None

    @property
    def slug(self):
        return slug(self.first.title)

    @property
    def number(self):
        """A number that looks like a content system's, and stays when articles are added."""
        return 100000 + zlib.crc32(f'{self.outlet}/{self.slug}'.encode()) % 900000

    def version(self, now):
        return self.later if self.later and now >= self.edited else self.first

    def modified(self, now):
        return self.edited if self.later and now >= self.edited else self.published


def slug(text):
    """ "Tòa án phạt tù" -> "toa-an-phat-tu" """
    plain = unicodedata.normalize('NFD', text.lower().replace('đ', 'd'))
    plain = ''.join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r'[^a-z0-9]+', '-', plain).strip('-')


def local(text):
    return datetime.datetime.strptime(text.replace('T', ' '), '%Y-%m-%d %H:%M').replace(tzinfo=HOME)


def week(moment):
    """The ISO week in which a local moment lies: "2017-W10"."""
    year, number, _ = moment.astimezone(HOME).isocalendar()
    return f'{year}-W{number:02}'


def load(folder=FOLDER):
    """All articles, by outlet and then as written. Raises BadArticle."""
    articles = [a for path in sorted(folder.glob('*.md')) for a in read_file(path)]
    seen = {}
    for article in articles:
        key = (article.outlet, article.slug)
        if key in seen:
            raise BadArticle(f'{article.place}: the same title as {seen[key]}; change one')
        seen[key] = article.place
    by_slug = {(a.outlet, a.slug): a for a in articles}
    for article in articles:
        fill_copy(article, by_slug)
    return articles


def read_file(path):
    lines = path.read_text(encoding='utf-8').split('\n')
    starts = [i for i, line in enumerate(lines) if line.startswith('## ') and not is_later_title(lines, i)]
    ends = starts[1:] + [len(lines)]
    return [read_article(path, start, lines[start:end]) for start, end in zip(starts, ends)]


def is_later_title(lines, i):
    return i > 0 and lines[i - 1].startswith('=== later ')


def read_article(path, start, lines):
    place = f'{path.name}:{start + 1}'
    fields = [f.strip() for f in lines[1].split('|')]
    if len(fields) != 4:
        raise BadArticle(f'{place}: the line under the title must be TIME | SECTION | AUTHOR | TOPICS')
    topics = () if fields[3] == '-' else tuple(fields[3].split())
    if unknown := set(topics) - set(TOPICS):
        raise BadArticle(f'{place}: unknown topic {" ".join(sorted(unknown))}')
    flags, body = read_flags(place, lines[2:])
    first, _, rest = '\n'.join(body).partition('\n=== later ')
    article = Article(path.stem, read_version(place, lines[0], first, 'copy' in flags), local(fields[0]), fields[1],
                      fields[2], topics, flags, place)
    if rest:
        moment, title, text = rest.split('\n', 2)
        article.edited = local(moment)
        article.later = read_version(place, title, text, False)
    return article


def read_flags(place, lines):
    flags = {}
    if lines and lines[0].startswith('! '):
        for word in re.findall(r'(\S+?="[^"]*"|\S+)', lines[0][2:]):
            name, _, value = word.partition('=')
            if name not in FLAGS:
                raise BadArticle(f'{place}: unknown flag {name}; known: {" ".join(sorted(FLAGS))}')
            flags[name] = value.strip('"') or True
        lines = lines[1:]
    return flags, lines


def read_version(place, title_line, text, is_copy):
    paragraphs = [' '.join(p.split()) for p in re.split(r'\n\s*\n', text) if p.strip()]
    if len(paragraphs) < 4 and not is_copy:
        raise BadArticle(f'{place}: fewer than four paragraphs')
    return Version(title_line[3:].strip(), paragraphs[0] if paragraphs else '', paragraphs[1:])


def fill_copy(article, by_slug):
    """A reprint takes lead, body and topics from the article that its flag copy=OUTLET/SLUG names."""
    if 'copy' not in article.flags:
        return
    outlet, _, name = article.flags['copy'].partition('/')
    source = by_slug.get((outlet, name))
    if source is None:
        raise BadArticle(f'{article.place}: copy={article.flags["copy"]} names no article')
    if article.published < source.published:
        raise BadArticle(f'{article.place}: printed before the article that it copies')
    article.topics = source.topics
    article.first.lead = source.first.lead
    article.first.paragraphs = list(source.first.paragraphs)
