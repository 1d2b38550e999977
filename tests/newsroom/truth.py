"""What should come out of the newsroom, worked out from the articles alone (never by running saola)."""
import collections, datetime, hashlib

from articles import HOME, TOPICS, week
from outlets import OUTLETS, listed_url, url_of

BY_KEY = {o.key: o for o in OUTLETS}


def must_be_stored(article):
    return 'forbidden' not in article.flags


def short_id(url):
    """The id of a crawled article: the first 16 digits of the SHA-256 of its canonical URL."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def row(article, now):
    """What should come out of one article: url as the page calls itself, fetched_url as it was asked for in the end."""
    outlet, version = BY_KEY[article.outlet], article.version(now)
    undated = 'undated' in article.flags
    url, listed = url_of(outlet, article), listed_url(outlet, article)
    same_host = listed.startswith(f'http://{outlet.host}/')
    return {'id': short_id(url), 'url': url, 'listed_url': listed, 'fetched_url': listed if same_host else url, 'outlet': outlet.index_key,
            'name': outlet.name, 'published': None if undated else article.published.isoformat(),
            'week': None if undated else week(article.published), 'title': version.title, 'language': outlet.lang,
            'topics': [t for t in TOPICS if t in article.topics], 'stored': must_be_stored(article),
            'copy_of': article.flags.get('copy'), 'author': article.author, 'paragraphs': [version.lead, *version.paragraphs]}


def rows(articles, now):
    """A row an article that is out by `now`, by URL."""
    return sorted((row(a, now) for a in articles if a.published <= now), key=lambda r: r['url'])


def stored(articles, now):
    return [r for r in rows(articles, now) if r['stored']]


def weeks(articles, now):
    """Every ISO week from the first dated article to the last, also an empty one."""
    moments = sorted(a.published for a in articles if a.published <= now and 'undated' not in a.flags and must_be_stored(a))
    found, moment = [], moments[0]
    while week(moment) <= week(moments[-1]):
        found.append(week(moment))
        moment += datetime.timedelta(days=7)
    return found


def bounds(week_name):
    """("2017-W10") -> its Monday and Sunday as ISO dates."""
    year, number = week_name.split('-W')
    monday = datetime.date.fromisocalendar(int(year), int(number), 1)
    return monday.isoformat(), (monday + datetime.timedelta(days=6)).isoformat()


def counts(articles, now):
    """Articles by week; by week and topic; by week and outlet; zeros are in."""
    dated = [r for r in stored(articles, now) if r['week']]
    names = weeks(articles, now)
    by_week = collections.Counter(r['week'] for r in dated)
    by_topic = collections.Counter((r['week'], t) for r in dated for t in r['topics'])
    by_outlet = collections.Counter((r['week'], r['outlet']) for r in dated)
    outlets = sorted({r['outlet'] for r in dated})
    return {'week': {w: by_week[w] for w in names},
            'week,topic': {f'{w},{t}': by_topic[w, t] for w in names for t in sorted(TOPICS)},
            'week,outlet': {f'{w},{o}': by_outlet[w, o] for w in names for o in outlets},
            'undated': len(stored(articles, now)) - len(dated)}


def whole(articles, now):
    return {'now': now.isoformat(), 'articles': rows(articles, now), 'counts': counts(articles, now)}


def last_moment(articles):
    """The end (Sunday 24:00 local) of the week of the last article: by then everything is out."""
    last = max(a.published for a in articles)
    sunday = (last + datetime.timedelta(days=6 - last.weekday())).date()
    return datetime.datetime.combine(sunday, datetime.time(23, 59, 59), HOME)


def end_of_week(articles, number):
    """The last second of the newsroom's week `number`, 1 to 8."""
    first = min(a.published for a in articles)
    monday = (first - datetime.timedelta(days=first.weekday())).date()
    return datetime.datetime.combine(monday + datetime.timedelta(days=7 * number - 1), datetime.time(23, 59, 59), HOME)


def table(articles):
    """truth.tsv: the truth as a person reads it, a line an article."""
    now = last_moment(articles)
    lines = ['published\toutlet\tlanguage\tstored\ttopics\ttitle\turl']
    for r in sorted(rows(articles, now), key=lambda r: (r['published'] or '', r['url'])):
        lines.append('\t'.join((r['published'] or 'undated', r['outlet'], r['language'], 'yes' if r['stored'] else 'no',
                                ' '.join(r['topics']) or '-', r['title'], r['url'])))
    return '\n'.join(lines) + '\n'
