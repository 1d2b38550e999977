// RFC 9309, rule by rule; the section stands in the name, the rule in the comment.

#include "crawler/robots.h"

#include <gtest/gtest.h>

#include <span>
#include <string>

namespace saola::crawler {
namespace {

bool is_allowed(const std::string& robots, const std::string& agent, const std::string& target) {
  return Robots::parse(robots).decide(agent, target).is_allowed;
}

struct Case {
  const char* why;
  const char* robots;
  const char* agent;
  const char* target;
  bool is_allowed;
};

void check(std::span<const Case> cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(is_allowed(c.robots, c.agent, c.target), c.is_allowed)
        << c.why << "\n"
        << c.robots << "\nagent " << c.agent << ", target " << c.target;
  }
}

// 2.2.1: "Crawlers MUST use case-insensitive matching to find the group that matches the product token and then obey
// the rules of the group. If there is more than one group matching the user-agent, the matching groups' rules MUST be
// combined into one group [...]. If no matching group exists, crawlers MUST obey the group with a user-agent line with
// the "*" value, if present. [...] If no group matches the product token and there is no group with a user-agent line
// with the "*" value, or no groups are present at all, no rules apply."
TEST(Robots, Rfc9309Section221ChoosesTheGroup) {
  const Case cases[] = {
      {"own group", "User-agent: Saola\nDisallow: /a", "Saola", "/a", false},
      {"own group leaves the rest", "User-agent: Saola\nDisallow: /a", "Saola", "/b", true},
      {"another's group", "User-agent: Gaur\nDisallow: /", "Saola", "/a", true},
      {"case of the line", "user-AGENT: saOLA\nDISallow: /a", "Saola", "/a", false},
      {"case of the agent", "User-agent: saola\nDisallow: /a", "SAOLA", "/a", false},
      {"everybody's group", "User-agent: *\nDisallow: /a", "Saola", "/a", false},
      {"own before everybody's", "User-agent: *\nDisallow: /\n\nUser-agent: Saola\nDisallow: /b",
       "Saola", "/a", true},
      {"own before everybody's, other order",
       "User-agent: Saola\nDisallow: /b\n\nUser-agent: *\nDisallow: /", "Saola", "/a", true},
      {"own empty group frees",
       "User-agent: *\nDisallow: /\n\nUser-agent: Saola\nDisallow:", "Saola", "/a", true},
      {"two own groups are one: first",
       "User-agent: Saola\nDisallow: /a\n\nUser-agent: Gaur\nDisallow: /c\n\nUser-agent: "
       "Saola\nDisallow: /b",
       "Saola", "/a", false},
      {"two own groups are one: second",
       "User-agent: Saola\nDisallow: /a\n\nUser-agent: Gaur\nDisallow: /c\n\nUser-agent: "
       "Saola\nDisallow: /b",
       "Saola", "/b", false},
      {"two own groups are one: not the other's",
       "User-agent: Saola\nDisallow: /a\n\nUser-agent: Gaur\nDisallow: /c\n\nUser-agent: "
       "Saola\nDisallow: /b",
       "Saola", "/c", true},
      {"two groups for everybody are one",
       "User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "Saola", "/b", false},
      {"no group at all", "", "Saola", "/a", true},
      {"only comments", "# nothing here\n", "Saola", "/a", true},
      {"token with a version", "User-agent: Saola/0.1\nDisallow: /a", "Saola", "/a", false},
      {"agent given as a whole header", "User-agent: Saola\nDisallow: /a",
       "Saola/0.1 (+https://x.example; news)", "/a", false},
      {"a longer token is another agent", "User-agent: Saola-Images\nDisallow: /a", "Saola", "/a",
       true},
      {"a shorter token is another agent", "User-agent: Sao\nDisallow: /a", "Saola", "/a", true},
      {"hyphen and underscore belong to a token", "User-agent: my_bot-x\nDisallow: /a", "My_Bot-X",
       "/a", false},
      {"text behind the token", "User-agent: Saola the crawler\nDisallow: /a", "Saola", "/a",
       false},
      {"text behind the star", "User-agent: * # all\nDisallow: /a", "Saola", "/a", false},
      {"a star with letters is nobody", "User-agent: *bot\nDisallow: /a", "Saola", "/a", true},
  };
  check(cases);
}

// 2.1: groups are one or more user-agent lines followed by rules; a group ends where, after rules, another user-agent
// line comes. 2.2: "The rules are (1) allow, (2) disallow" and rules before the first user-agent line have no group.
TEST(Robots, Rfc9309Section21CutsGroups) {
  const Case cases[] = {
      {"two agents share rules: first", "User-agent: Gaur\nUser-agent: Saola\nDisallow: /a", "Gaur",
       "/a", false},
      {"two agents share rules: second", "User-agent: Gaur\nUser-agent: Saola\nDisallow: /a",
       "Saola", "/a", false},
      {"a blank line does not end a group", "User-agent: Saola\n\nDisallow: /a", "Saola", "/a",
       false},
      {"blank lines between agents", "User-agent: Gaur\n\nUser-agent: Saola\nDisallow: /a", "Gaur",
       "/a", false},
      {"an agent after rules begins a group",
       "User-agent: Saola\nDisallow: /a\nUser-agent: Gaur\nDisallow: /b", "Saola", "/b", true},
      {"rules before any agent", "Disallow: /\nUser-agent: Saola\nDisallow: /b", "Saola", "/a",
       true},
      {"a group without rules shares the next group's",
       "User-agent: Saola\n# nothing\nUser-agent: Gaur\nDisallow: /a", "Saola", "/a", false},
      {"an empty rule ends the naming",
       "User-agent: Saola\nDisallow:\nUser-agent: Gaur\nDisallow: /a", "Saola", "/a", true},
      {"an empty allow ends the naming",
       "User-agent: Saola\nAllow:\nUser-agent: Gaur\nDisallow: /a", "Saola", "/a", true},
      {"everybody and one together", "User-agent: *\nUser-agent: Saola\nDisallow: /a", "Kouprey",
       "/a", false},
  };
  check(cases);
}

// 2.2.2: "To evaluate if access to a URI is allowed, a crawler MUST match the paths in "allow" and "disallow" rules
// against the URI. The matching SHOULD be case sensitive. The matching MUST start with the first octet of the path. The
// most specific match found MUST be used. The most specific match is the match that has the most octets. [...] If an
// "allow" rule and a "disallow" rule are equivalent, then the "allow" rule SHOULD be used. If no match is found amongst
// the rules in a group for a matching user-agent or there are no rules in the group, the URI is allowed."
TEST(Robots, Rfc9309Section222LongestMatchWins) {
  const Case cases[] = {
      {"prefix", "User-agent: *\nDisallow: /fish", "Saola", "/fishheads/yummy.html", false},
      {"prefix with a query", "User-agent: *\nDisallow: /fish", "Saola", "/fish.php?id=1", false},
      {"case of the path", "User-agent: *\nDisallow: /fish", "Saola", "/Fish.asp", true},
      {"from the first octet", "User-agent: *\nDisallow: /fish", "Saola", "/big/fish", true},
      {"folder", "User-agent: *\nDisallow: /fish/", "Saola", "/fish/salmon", false},
      {"folder is not the file", "User-agent: *\nDisallow: /fish/", "Saola", "/fish", true},
      {"longest allows", "User-agent: *\nDisallow: /a\nAllow: /a/b", "Saola", "/a/b/c", true},
      {"longest allows, other order", "User-agent: *\nAllow: /a/b\nDisallow: /a", "Saola", "/a/b/c",
       true},
      {"longest forbids", "User-agent: *\nAllow: /a\nDisallow: /a/b", "Saola", "/a/b/c", false},
      {"longest forbids, other order", "User-agent: *\nDisallow: /a/b\nAllow: /a", "Saola",
       "/a/b/c", false},
      {"equal: allow", "User-agent: *\nDisallow: /a\nAllow: /a", "Saola", "/a", true},
      {"equal: allow, other order", "User-agent: *\nAllow: /a\nDisallow: /a", "Saola", "/a", true},
      {"longest over two groups", "User-agent: *\nDisallow: /a\n\nUser-agent: *\nAllow: /a/b",
       "Saola", "/a/b", true},
      {"all but one file", "User-agent: *\nDisallow: /\nAllow: /rss/", "Saola",
       "/rss/phap-luat.rss", true},
      {"all but one file: the rest", "User-agent: *\nDisallow: /\nAllow: /rss/", "Saola",
       "/phap-luat", false},
      {"allow everything", "User-agent: *\nAllow: /", "Saola", "/a", true},
      {"empty disallow", "User-agent: *\nDisallow:", "Saola", "/a", true},
      {"empty disallow beside another", "User-agent: *\nDisallow:\nDisallow: /a", "Saola", "/a",
       false},
      {"no match", "User-agent: *\nDisallow: /a", "Saola", "/b", true},
      {"a pattern without a slash matches nothing", "User-agent: *\nDisallow: fish", "Saola",
       "/fish", true},
      {"the root alone", "User-agent: *\nDisallow: /", "Saola", "/", false},
      {"an empty target is the root", "User-agent: *\nDisallow: /", "Saola", "", false},
      {"the query is compared", "User-agent: *\nDisallow: /tin?id=1", "Saola", "/tin?id=12", false},
      {"another query", "User-agent: *\nDisallow: /tin?id=1", "Saola", "/tin?id=2", true},
      {"parameters after a semicolon", "User-agent: *\nDisallow: /a;b", "Saola", "/a;bc", false},
      {"equal length, other path", "User-agent: *\nDisallow: /ab\nAllow: /*b", "Saola", "/ab",
       true},
  };
  check(cases);
}

// 2.2.2: "the /robots.txt URI is implicitly allowed."
TEST(Robots, Rfc9309Section222RobotsTxtIsAllowed) {
  EXPECT_TRUE(is_allowed("User-agent: *\nDisallow: /", "Saola", "/robots.txt"));
  EXPECT_FALSE(is_allowed("User-agent: *\nDisallow: /", "Saola", "/robots.txt.bak"));
}

// 2.2.2: "Octets in the URI and robots.txt paths outside the range of the ASCII coded character set, and those in the
// reserved range defined by [RFC3986], MUST be percent-encoded as defined by [RFC3986] prior to comparison. [...] If a
// percent-encoded ASCII octet is encountered in the URI, it MUST be unencoded prior to comparison, unless it is a
// reserved character in the URI as defined by [RFC3986] or the character is outside the unreserved character range."
TEST(Robots, Rfc9309Section222ComparesPercentEncoded) {
  const Case cases[] = {
      {"table: /foo/bar?baz=quz", "User-agent: *\nDisallow: /foo/bar?baz=quz", "Saola",
       "/foo/bar?baz=quz", false},
      {"table: reserved in the query stays",
       "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar", "Saola",
       "/foo/bar?baz=https://foo.bar", false},
      {"table: not ASCII in the file", "User-agent: *\nDisallow: /foo/bar/\xE3\x83\x84", "Saola",
       "/foo/bar/%E3%83%84", false},
      {"table: not ASCII in the URI", "User-agent: *\nDisallow: /foo/bar/%E3%83%84", "Saola",
       "/foo/bar/\xE3\x83\x84", false},
      {"table: unreserved in the file", "User-agent: *\nDisallow: /foo/bar/%62%61%7A", "Saola",
       "/foo/bar/baz", false},
      {"table: unreserved in the URI", "User-agent: *\nDisallow: /foo/bar/baz", "Saola",
       "/foo/bar/%62%61%7A", false},
      {"case of the hexadecimals", "User-agent: *\nDisallow: /b%c3%a1o", "Saola", "/b%C3%A1o",
       false},
      {"Vietnamese both ways", "User-agent: *\nDisallow: /báo/", "Saola", "/b%C3%A1o/1", false},
      {"an encoded slash is no slash", "User-agent: *\nDisallow: /a%2Fb", "Saola", "/a/b", true},
      {"an encoded slash is itself", "User-agent: *\nDisallow: /a%2Fb", "Saola", "/a%2fb", false},
      {"a tilde", "User-agent: *\nDisallow: /%7Ejoe/", "Saola", "/~joe/index.html", false},
      {"an encoded question mark is a path", "User-agent: *\nDisallow: /a%3Fb", "Saola", "/a?b",
       true},
      {"a broken escape is a percent sign", "User-agent: *\nDisallow: /100%", "Saola", "/100%",
       false},
      {"a broken escape, then letters", "User-agent: *\nDisallow: /a%zz", "Saola", "/a%zz1", false},
      {"a space", "User-agent: *\nDisallow: /a b", "Saola", "/a%20b", false},
      {"Latin-1 bytes are compared as bytes", "User-agent: *\nDisallow: /b\xE1o", "Saola", "/b%E1o",
       false},
  };
  check(cases);
}

// 2.2.3: "#" comment, "$" end of the match pattern, "*" zero or more of any character. "If crawlers match special
// characters verbatim in the URI, crawlers SHOULD use "%" encoding."
TEST(Robots, Rfc9309Section223KnowsSpecialCharacters) {
  const Case cases[] = {
      {"comment behind a rule", "User-agent: *\nDisallow: /a # not /b", "Saola", "/a", false},
      {"comment line in a group", "User-agent: *\n# x\nDisallow: /a", "Saola", "/a", false},
      {"comment without a space", "User-agent: *\nDisallow: /a#b", "Saola", "/a", false},
      {"comment behind the agent", "User-agent: Saola # us\nDisallow: /a", "Saola", "/a", false},
      {"commented rule", "User-agent: *\n#Disallow: /a", "Saola", "/a", true},
      {"$ ends", "User-agent: *\nDisallow: /a$", "Saola", "/a", false},
      {"$ ends, longer", "User-agent: *\nDisallow: /a$", "Saola", "/ab", true},
      {"$ ends, query", "User-agent: *\nDisallow: /a$", "Saola", "/a?x", true},
      {"$ in the middle is a dollar", "User-agent: *\nDisallow: /a$b", "Saola", "/a$b", false},
      {"$ in the middle ends nothing", "User-agent: *\nDisallow: /a$b", "Saola", "/a", true},
      {"* in the middle", "User-agent: *\nDisallow: /this/*/exactly", "Saola", "/this/path/exactly",
       false},
      {"* is also nothing", "User-agent: *\nDisallow: /a*b", "Saola", "/ab", false},
      {"* at the end is nothing new", "User-agent: *\nDisallow: /fish*", "Saola", "/fishing",
       false},
      {"* at the beginning", "User-agent: *\nDisallow: *.gif", "Saola", "/images/a.gif", false},
      {"* and $", "User-agent: *\nDisallow: /*.gif$", "Saola", "/images/a.gif", false},
      {"* and $, longer", "User-agent: *\nDisallow: /*.gif$", "Saola", "/images/a.gif?x", true},
      {"* and $ twice in the path", "User-agent: *\nDisallow: /*.gif$", "Saola", "/a.gif/b.gif",
       false},
      {"*$ is everything", "User-agent: *\nDisallow: /*$", "Saola", "/a", false},
      {"several stars in order", "User-agent: *\nDisallow: /a*b*c", "Saola", "/axxbxxc", false},
      {"several stars out of order", "User-agent: *\nDisallow: /a*b*c", "Saola", "/axxcxxb", true},
      {"two stars are one", "User-agent: *\nDisallow: /a**b", "Saola", "/axb", false},
      {"star over slashes", "User-agent: *\nDisallow: /*/print", "Saola", "/a/b/print", false},
      {"query by star", "User-agent: *\nDisallow: /*?", "Saola", "/tin?x=1", false},
      {"query by star: none", "User-agent: *\nDisallow: /*?", "Saola", "/tin", true},
      {"overlap is no match", "User-agent: *\nDisallow: /aa*aa$", "Saola", "/aaa", true},
      {"overlap, long enough", "User-agent: *\nDisallow: /aa*aa$", "Saola", "/aaaa", false},
      {"literal star by escape", "User-agent: *\nDisallow: /path/file-with-a-%2A.html", "Saola",
       "/path/file-with-a-*.html", false},
      {"literal star by escape: no wildcard", "User-agent: *\nDisallow: /path/file-with-a-%2A.html",
       "Saola", "/path/file-with-a-x.html", true},
      {"literal dollar by escape", "User-agent: *\nDisallow: /path/foo-%24", "Saola", "/path/foo-$",
       false},
      {"literal dollar by escape goes on", "User-agent: *\nDisallow: /path/foo-%24", "Saola",
       "/path/foo-$bar", false},
      {"a star in the URI is no wildcard", "User-agent: *\nDisallow: /abc", "Saola", "/a*c", true},
  };
  check(cases);
}

// 2.2.4: "Crawlers MAY interpret other records that are not part of the robots.txt protocol [...]. Parsing of other
// records MUST NOT interfere with the parsing of explicitly defined records [...]. For example, a "Sitemaps" record
// MUST NOT terminate a group."
TEST(Robots, Rfc9309Section224OtherRecordsDoNotInterfere) {
  const Case cases[] = {
      {"a sitemap between agent and rule",
       "User-agent: Saola\nSitemap: https://x.example/s.xml\nDisallow: /a", "Saola", "/a", false},
      {"a sitemap between rules",
       "User-agent: Saola\nDisallow: /a\nSitemap: https://x.example/s.xml\nDisallow: /b", "Saola",
       "/b", false},
      {"a sitemap between agents",
       "User-agent: Saola\nSitemap: https://x.example/s.xml\nUser-agent: Gaur\nDisallow: /a",
       "Saola", "/a", false},
      {"a delay between agents",
       "User-agent: Saola\nCrawl-delay: 5\nUser-agent: Gaur\nDisallow: /a", "Saola", "/a", false},
      {"an unknown record", "User-agent: Saola\nClean-param: x /y\nDisallow: /a", "Saola", "/a",
       false},
      {"a line without sense", "User-agent: Saola\nhello\nDisallow: /a", "Saola", "/a", false},
      {"an HTML page is no rules", "<html><body>User-agent is not here</body></html>", "Saola",
       "/a", true},
  };
  check(cases);
}

// 2.2 (ABNF): EOL = CR / LF / CRLF; white space around keys and values; and what files really hold.
TEST(Robots, Rfc9309Section22ReadsLinesOfAnyKind) {
  const Case cases[] = {
      {"CRLF", "User-agent: Saola\r\nDisallow: /a\r\n", "Saola", "/a", false},
      {"CR", "User-agent: Saola\rDisallow: /a\r", "Saola", "/a", false},
      {"no line end at the end", "User-agent: Saola\nDisallow: /a", "Saola", "/a", false},
      {"white space before", "  User-agent: Saola\n\tDisallow: /a", "Saola", "/a", false},
      {"white space around the colon", "User-agent : Saola\nDisallow \t: /a", "Saola", "/a", false},
      {"no white space", "User-agent:Saola\nDisallow:/a", "Saola", "/a", false},
      {"white space behind", "User-agent: Saola  \nDisallow: /a \t", "Saola", "/a", false},
      {"byte-order mark", "\xEF\xBB\xBFUser-agent: Saola\nDisallow: /a", "Saola", "/a", false},
      {"no colon", "User-agent Saola\nDisallow /a", "Saola", "/a", false},
      {"a misspelling", "User-agent: Saola\nDissallow: /a", "Saola", "/a", false},
      {"case of allow", "User-agent: Saola\nDISALLOW: /a\nALLOW: /a/b", "Saola", "/a/b", true},
      {"a colon in the path", "User-agent: Saola\nDisallow: /a:b", "Saola", "/a:b", false},
      {"form feed and vertical tab are white space", "User-agent:\fSaola\v\nDisallow: /a", "Saola",
       "/a", false},
      {"several empty lines of each kind", "User-agent: Saola\r\n\r\n\n\rDisallow: /a", "Saola",
       "/a", false},
      {"a byte-order mark alone", "\xEF\xBB\xBF", "Saola", "/a", true},
      {"a comment of Vietnamese words",
       "# Báo điện tử\nUser-agent: Saola # chúng tôi\nDisallow: /a", "Saola", "/a", false},
      {"a comment that is not UTF-8", "# B\xE1o\nUser-agent: Saola\nDisallow: /a", "Saola", "/a",
       false},
  };
  check(cases);
}

// What the robots.txt of news sites and of common publishing systems hold, shortened, and what crawlers of the same
// protocol make of it.
TEST(Robots, KnownPracticeOfSites) {
  const std::string wordpress =
      "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: "
      "https://bao.example/wp-sitemap.xml\n";
  const std::string pictures =
      "User-agent: Gaur-Image\nDisallow: /\n\nUser-agent: *\nDisallow: /*.pdf$\nDisallow: "
      "/tim-kiem?\nDisallow: /*&page=\nAllow: /rss/\n";
  const std::string closed = "User-agent: *\nDisallow: /\nUser-agent: Gaur\nAllow: /\n";
  const std::string ours =
      "User-agent: Saola\nCrawl-delay: 10\nDisallow: /noi-bo/\nUser-agent: *\nDisallow: /\n";
  const std::string calendar =
      "User-agent: *\nDisallow: /lich/*/\nAllow: /lich/2017/$\nDisallow: /*?sort=\n";
  const Case cases[] = {
      {"admin", wordpress.c_str(), "Saola", "/wp-admin/options.php", false},
      {"its one open file", wordpress.c_str(), "Saola", "/wp-admin/admin-ajax.php?x=1", true},
      {"the front page", wordpress.c_str(), "Saola", "/", true},
      {"another's pictures rule is not ours", pictures.c_str(), "Saola", "/tin-1.html", true},
      {"its owner", pictures.c_str(), "Gaur-Image", "/tin-1.html", false},
      {"a type of file", pictures.c_str(), "Saola", "/van-ban/1.pdf", false},
      {"the type within a name", pictures.c_str(), "Saola", "/van-ban/1.pdf.html", true},
      {"the search form", pictures.c_str(), "Saola", "/tim-kiem?q=te", false},
      {"the search page without a question", pictures.c_str(), "Saola", "/tim-kiem", true},
      {"a second parameter", pictures.c_str(), "Saola", "/muc?x=1&page=2", false},
      {"the feeds", pictures.c_str(), "Saola", "/rss/moi.rss", true},
      {"closed to all but one", closed.c_str(), "Saola", "/rss", false},
      {"the one", closed.c_str(), "Gaur", "/rss", true},
      {"our own group before everybody's", ours.c_str(), "Saola", "/tin-1.html", true},
      {"our own group's rule", ours.c_str(), "Saola", "/noi-bo/1.html", false},
      {"others there", ours.c_str(), "Gaur", "/tin-1.html", false},
      {"a year of a calendar", calendar.c_str(), "Saola", "/lich/2018/", false},
      {"its open year", calendar.c_str(), "Saola", "/lich/2017/", true},
      {"a month of the open year", calendar.c_str(), "Saola", "/lich/2017/03/", false},
      {"sorted lists", calendar.c_str(), "Saola", "/muc?sort=moi", false},
      {"a group that names us twice", "User-agent: Saola\nUser-agent: Saola\nDisallow: /a", "Saola",
       "/a", false},
      {"the same rule twice", "User-agent: *\nDisallow: /a\nDisallow: /a", "Saola", "/a", false},
      {"a whole URL is no path", "User-agent: *\nDisallow: https://bao.example/a", "Saola", "/a",
       true},
      {"a path that looks like a rule", "User-agent: *\nDisallow: /Allow: /a", "Saola", "/a", true},
      {"an agent without a name", "User-agent:\nDisallow: /a", "Saola", "/a", true},
      {"an agent of digits", "User-agent: 360\nDisallow: /a", "Saola", "/a", true},
      {"noindex is no disallow", "User-agent: *\nNoindex: /a", "Saola", "/a", true},
      {"host and clean-param of other engines",
       "User-agent: *\nHost: bao.example\nClean-param: ref /a\nDisallow: /b", "Saola", "/b", false},
      {"request-rate", "User-agent: *\nRequest-rate: 1/5\nDisallow: /b", "Saola", "/b", false},
  };
  check(cases);
}

// 2.5: "The parsing limit MUST be at least 500 kibibytes."
TEST(Robots, Rfc9309Section25ReadsHalfAMegabyteAndNotMore) {
  std::string robots = "User-agent: *\nDisallow: /first\n";
  while (robots.size() < Robots::kMaxBytes - 40) robots += "# filling line\n";
  EXPECT_FALSE(is_allowed(robots + "Disallow: /in", "Saola", "/in"));
  robots.append(Robots::kMaxBytes, '#');
  robots += "\nDisallow: /beyond\n";
  EXPECT_TRUE(is_allowed(robots, "Saola", "/beyond"));
  EXPECT_FALSE(is_allowed(robots, "Saola", "/first"));
}

TEST(Robots, ALineCutByTheLimitIsDropped) {
  std::string robots = "User-agent: *\n";
  robots += std::string(Robots::kMaxBytes - robots.size() - 12, '#') + "\n";
  robots += "Disallow: /private\n";  // cut behind "Disallow: /"
  EXPECT_TRUE(is_allowed(robots, "Saola", "/public"));
}

TEST(Robots, TellsTheLineThatDecided) {
  const Robots robots = Robots::parse("User-agent: *\n\nDisallow: /a # why\nAllow: /a/b\n");
  const RobotsDecision forbidden = robots.decide("Saola", "/a/c");
  EXPECT_EQ(forbidden.line, 3);
  EXPECT_EQ(forbidden.rule, "Disallow: /a");
  EXPECT_EQ(robots.decide("Saola", "/a/b").line, 4);
  const RobotsDecision free = robots.decide("Saola", "/x");
  EXPECT_EQ(free.line, 0);
  EXPECT_EQ(free.rule, "no rule matches");
}

TEST(Robots, ReadsCrawlDelayOfTheAgentsGroup) {
  const Robots robots = Robots::parse(
      "User-agent: *\nCrawl-delay: 10\n\nUser-agent: Saola\nCrawl-delay: 2.5\nDisallow: /x\n");
  EXPECT_EQ(robots.crawl_delay("Saola"), std::chrono::milliseconds(2500));
  EXPECT_EQ(robots.crawl_delay("Gaur"), std::chrono::milliseconds(10'000));
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: soon").crawl_delay("Saola"), std::nullopt);
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: -1").crawl_delay("Saola"), std::nullopt);
  EXPECT_EQ(Robots::parse("").crawl_delay("Saola"), std::nullopt);
}

TEST(Robots, ListsSitemapsOfAnyPlace) {
  const Robots robots = Robots::parse(
      "Sitemap: https://a.example/1.xml\nUser-agent: Gaur\nDisallow: "
      "/\nsitemap:https://a.example/2.xml");
  ASSERT_EQ(robots.sitemaps().size(), 2U);
  EXPECT_EQ(robots.sitemaps()[1], "https://a.example/2.xml");
}

TEST(Robots, Utf16BehindAByteOrderMarkIsMeant) {
  const std::string text = "User-agent: *\nDisallow: /kin\n";
  std::string little = "\xFF\xFE";
  std::string big = "\xFE\xFF";
  for (const char c : text) {
    little += {c, '\0'};
    big += {'\0', c};
  }
  for (const std::string& file : {little, big}) {
    EXPECT_FALSE(is_allowed(file, "Saola", "/kin/1"));
    EXPECT_TRUE(is_allowed(file, "Saola", "/mo/1"));
  }
}

TEST(Robots, ManyStarsTakeNoTime) {
  std::string pattern = "/";
  for (int i = 0; i < 2000; ++i) pattern += "a*";
  const std::string robots = "User-agent: *\nDisallow: " + pattern + "b$";
  EXPECT_TRUE(is_allowed(robots, "Saola", "/" + std::string(20'000, 'a')));
}

TEST(RobotsTarget, TakesUrlsAndPaths) {
  EXPECT_EQ(robots_target("https://baomau.vn/a/../b?x=1#y").value(), "/b?x=1");
  EXPECT_EQ(robots_target("https://baomau.vn").value(), "/");
  EXPECT_EQ(robots_target("/a?b").value(), "/a?b");
  EXPECT_FALSE(robots_target("mailto:a@b.vn").has_value());
}

}  // namespace
}  // namespace saola::crawler
