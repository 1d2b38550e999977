"""The invented outlets: who they are, what their pages look like, which doors they have, and what is odd about each."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Door:
    path: str
    kind: str  # rss, wordpress, atom, rdf, sitemap, page
    section: str = ''  # only the articles of this section; empty: all
    words: str = ''  # what stands after the URL in feeds.txt


@dataclasses.dataclass(frozen=True)
class Outlet:
    key: str  # the stem of its file in articles/
    name: str
    host: str
    page: str  # the template, in pages.py
    link: str  # path of an article, from {slug} {number} {stamp} {y} {m} {d} {section}
    doors: tuple
    lang: str = 'vi'
    outlet: str = ''  # Saola's key, when it is not the registrable domain of the host
    encoding: str = 'utf-8'
    content_type: str = 'text/html; charset=utf-8'
    validators: str = 'both'  # which the doors send: both, etag, modified, none
    pubdate: str = 'rfc822'  # how the RSS door writes its dates, in doors.py
    robots: str = 'User-agent: *\nDisallow: /search\n'  # empty: 404
    listed: str = ''  # how the door links an article, when not by its own address: from the same fields

    @property
    def domain(self):
        return '.'.join(self.host.split('.')[-2:])

    @property
    def index_key(self):
        return self.outlet or self.domain


DANSINH_ROBOTS = '''# Dân Sinh 24h
User-agent: Googlebot
Disallow:

User-agent: *
Disallow: /wp-admin/
Disallow: /noi-bo/
Disallow: /*?print=
Allow: /noi-bo/quy-che-cong-tac-vien-moi.html

Sitemap: http://dansinh24.test/sitemap.xml
'''

OUTLETS = (
    Outlet('songhong', 'Báo Sông Hồng', 'baosonghong.test', 'national', '/{section}/{slug}-{number}.html',
           (Door('/rss/tin-moi.rss', 'rss'), Door('/rss/the-gioi.rss', 'rss', 'the-gioi', 'section=the-gioi'))),
    Outlet('saomai', 'Sao Mai Nhật báo', 'saomai-daily.test', 'sapo', '/{slug}-{stamp}.htm',
           (Door('/rss/home.rss', 'rss', '', 'name="Sao Mai"'),), pubdate='gmt7', validators='etag',
           listed='/{slug}-{stamp}.htm?utm_source=rss&utm_medium=feed'),
    Outlet('lacviet', 'Thông tấn Lạc Việt', 'lacvietwire.test', 'wire', '/{slug}/{number}.vnp',
           (Door('/rss/tat-ca.rss', 'rss'),), pubdate='colon', validators='modified'),
    Outlet('mekong', 'The Mekong Times', 'mekongtimes.test', 'magazine', '/{y}/{m}/{d}/{slug}/',
           (Door('/feed/atom/', 'atom', '', 'lang=en name="The Mekong Times"'),), lang='en'),
    Outlet('courier', 'Hanoi Courier', 'hanoicourier.test', 'microdata', '/news/{section}/{slug}-{number}.html',
           (Door('/news-sitemap.xml', 'sitemap', '', 'type=sitemap lang=en'),), lang='en',
           robots='User-agent: *\nDisallow: /search\nSitemap: http://hanoicourier.test/news-sitemap.xml\n'),
    Outlet('cualo', 'Báo Cửa Lò', 'baocualo.test', 'tables', '/{section}/{number}/{slug}.htm',
           (Door('/thoi-su/', 'page', 'thoi-su', 'type=page outlet=cualo-online name="Báo Cửa Lò"'),
            Door('/phap-luat/', 'page', 'phap-luat', 'type=page outlet=cualo-online')),
           outlet='cualo-online', encoding='windows-1258', content_type='text/html', validators='none',
           robots='\ufeffUser-Agent: *\r\nDisallow: /quan-tri/ # nội bộ\r\n'),
    Outlet('dansinh', 'Dân Sinh 24h', 'dansinh24.test', 'wordpress', '/{section}/{slug}.html',
           (Door('/feed/', 'wordpress'),), robots=DANSINH_ROBOTS),
    Outlet('namviet', 'Nam Việt di động', 'm.namviet.test', 'mobile', '/tin/{slug}-{number}.html',
           (Door('/tin-moi', 'page', '', 'type=page'),), validators='none', robots=''),
    Outlet('phapdinh', 'Tạp chí Pháp Đình', 'phapdinh.test', 'court', '/xet-xu/{slug}-post{number}.html',
           (Door('/index.rdf', 'rdf', '', 'section=phap-luat'),)),
    Outlet('kinhtexanh', 'Kinh tế Xanh', 'www.kinhtexanh.test', 'national', '/{y}/{m}/{slug}.html',
           (Door('/rss', 'rss'),), pubdate='short-year', listed='http://kinhtexanh.test/go/{number}',
           robots='User-agent: *\nDisallow: /*-noi-bo.html$\n'),
    Outlet('rungbien', 'Tạp chí Rừng và Biển', 'rungbien.test', 'oldsite', '/bai/{number}/{slug}.htm',
           (Door('/rss.xml', 'rss'),), encoding='tcvn3', content_type='text/html', pubdate='us'),
)

# Every host that is answered for, with those that only redirect.
REDIRECTING_HOSTS = {'kinhtexanh.test': 'www.kinhtexanh.test'}
HOSTS = tuple(sorted({o.host for o in OUTLETS} | set(REDIRECTING_HOSTS)))

SECTIONS = {'thoi-su': 'Thời sự', 'the-gioi': 'Thế giới', 'phap-luat': 'Pháp luật', 'moi-truong': 'Môi trường',
            'the-thao': 'Thể thao', 'giao-duc': 'Giáo dục', 'kinh-te': 'Kinh tế', 'doi-song': 'Đời sống',
            'giai-tri': 'Giải trí', 'khoa-hoc': 'Khoa học', 'noi-bo': 'Nội bộ', 'news': 'News', 'world': 'World',
            'environment': 'Environment', 'business': 'Business', 'sports': 'Sports', 'life': 'Life', 'law': 'Law'}


def link_fields(article):
    moment = article.published
    return {'slug': article.slug, 'number': article.number, 'section': article.section, 'y': f'{moment:%Y}',
            'm': f'{moment:%m}', 'd': f'{moment:%d}', 'stamp': f'{moment:%Y%m%d%H%M}{article.number % 60:02}{article.number % 1000:03}'}


def path_of(outlet, article):
    return outlet.link.format(**link_fields(article))


def url_of(outlet, article):
    """The article's own address: what its page names as canonical."""
    return f'http://{outlet.host}{path_of(outlet, article)}'


def listed_url(outlet, article):
    """How a door links it."""
    listed = (outlet.listed or outlet.link).format(**link_fields(article))
    return listed if listed.startswith('http') else f'http://{outlet.host}{listed}'
