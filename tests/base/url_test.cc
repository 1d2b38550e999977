#include "base/url.h"

#include <gtest/gtest.h>

namespace saola {
namespace {

std::string normal(std::string_view text) { return parse_url(text).value().str(); }

TEST(Url, CaseDefaultPortDotSegmentsAndFragmentAreNormalised) {
  EXPECT_EQ(normal("HTTPS://VnExpress.NET:443/a/./b/../c.html#top"),
            "https://vnexpress.net/a/c.html");
  EXPECT_EQ(normal("http://a.test"), "http://a.test/");
  EXPECT_EQ(normal("http://a.test:8080?q=1"), "http://a.test:8080/?q=1");
  EXPECT_EQ(normal(" http://user:pw@a.test./x \n"), "http://a.test/x");
}

TEST(Url, EscapesAreWrittenOneWay) {
  EXPECT_EQ(normal("http://a.test/%7ebao/t%c3%aa"), "http://a.test/~bao/t%C3%AA");
  EXPECT_EQ(normal("http://a.test/tê giác"), "http://a.test/t%C3%AA%20gi%C3%A1c");
  EXPECT_EQ(normal("http://a.test/100%"), "http://a.test/100%");
}

TEST(Url, WhatCannotBeFetchedIsAnError) {
  for (const char* text : {"", "vnexpress.net/x", "ftp://a.test/", "javascript:alert(1)", "http://",
                           "http:///x", "http://a.test:99999/", "http://a b/", "http://a.test/\x01",
                           "mailto:x@a.test", "http:a.test"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

/// RFC 3986, 5.4.1 and 5.4.2, with the base http://a/b/c/d;p?q.
TEST(Url, Rfc3986_5_4_ReferencesResolve) {
  const Url base = parse_url("http://a/b/c/d;p?q").value();
  const std::pair<const char*, const char*> cases[] = {{"g", "http://a/b/c/g"},
                                                       {"./g", "http://a/b/c/g"},
                                                       {"g/", "http://a/b/c/g/"},
                                                       {"/g", "http://a/g"},
                                                       {"//g", "http://g/"},
                                                       {"?y", "http://a/b/c/d;p?y"},
                                                       {"g?y", "http://a/b/c/g?y"},
                                                       {"#s", "http://a/b/c/d;p?q"},
                                                       {"g#s", "http://a/b/c/g"},
                                                       {";x", "http://a/b/c/;x"},
                                                       {"g;x?y#s", "http://a/b/c/g;x?y"},
                                                       {"", "http://a/b/c/d;p?q"},
                                                       {".", "http://a/b/c/"},
                                                       {"./", "http://a/b/c/"},
                                                       {"..", "http://a/b/"},
                                                       {"../", "http://a/b/"},
                                                       {"../g", "http://a/b/g"},
                                                       {"../..", "http://a/"},
                                                       {"../../g", "http://a/g"},
                                                       {"../../../g", "http://a/g"},
                                                       {"/./g", "http://a/g"},
                                                       {"/../g", "http://a/g"},
                                                       {"g.", "http://a/b/c/g."},
                                                       {"..g", "http://a/b/c/..g"},
                                                       {"./../g", "http://a/b/g"},
                                                       {"./g/.", "http://a/b/c/g/"},
                                                       {"g/./h", "http://a/b/c/g/h"},
                                                       {"g/../h", "http://a/b/c/h"},
                                                       {"g;x=1/../y", "http://a/b/c/y"},
                                                       {"g?y/../x", "http://a/b/c/g?y/../x"}};
  for (const auto& [reference, expected] : cases) {
    EXPECT_EQ(resolve_url(base, reference).value().str(), expected) << reference;
  }
  EXPECT_FALSE(resolve_url(base, "javascript:void(0)"));
}

TEST(Url, TrackingParametersAreNotPartOfAPagesName) {
  EXPECT_EQ(
      canonical_url(parse_url("https://a.test/x?utm_source=fb&id=7&fbclid=z&p=2").value()).str(),
      "https://a.test/x?id=7&p=2");
  EXPECT_EQ(canonical_url(parse_url("https://a.test/x?utm_source=fb&at_medium=RSS").value()).str(),
            "https://a.test/x");
}

TEST(Url, TheRegistrableDomainFollowsThePublicSuffixList) {
  EXPECT_EQ(registrable_domain("e.vnexpress.net"), "vnexpress.net");
  EXPECT_EQ(registrable_domain("WWW.CongAn.com.vn"), "congan.com.vn");
  EXPECT_EQ(registrable_domain("cand.vn"), "cand.vn");
  EXPECT_EQ(registrable_domain("127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(registrable_domain("[::1]"), "[::1]");
  EXPECT_EQ(registrable_domain("localhost"), "localhost");
  EXPECT_EQ(registrable_domain("tin.bao-xa.test"), "bao-xa.test");
}

TEST(Url, PercentDecodeLeavesBrokenEscapesAlone) {
  EXPECT_EQ(percent_decode("t%C3%AA%2"), "tê%2");
  EXPECT_EQ(percent_decode("%zz"), "%zz");
}

}  // namespace
}  // namespace saola
