// tests/query/oracle_lexicon.h
//
// The oracle's own reading of a lexicon's file. See oracle.h.

#pragma once

#include <string>
#include <vector>

namespace saola::query {

struct OracleEntry {
  std::string id;
  std::vector<std::string> spellings;
  std::vector<std::string> folded;
  std::vector<std::string> cased;
  std::vector<std::string> excluded;
  std::vector<std::string> tags;
};

struct OracleLexicon {
  std::string id;
  std::vector<OracleEntry> entries;
};

/// @param toml  a lexicon's file; must be right.
[[nodiscard]] OracleLexicon read_oracle_lexicon(const std::string& toml);

}  // namespace saola::query
