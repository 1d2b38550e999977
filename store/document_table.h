// store/document_table.h
//
// The time, day, outlet and language of every document, as arrays in a file that is mapped: what counting needs of an
// article, at the cost of one look into memory. A copy of value slots, never the only one: a table that is missing, damaged,
// or of another revision of the index is passed over, and the slots give the same answers more slowly.
//
// Source: docs/index-schema.md#table. Xapian's exceptions are caught here.

#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/index_db.h"

namespace saola::store {

/// Immutable; thread-safe. Valid for the revision that the database had when it was opened.
class DocumentTable {
 public:
  enum class Label { outlet, language };
  static constexpr std::size_t kLabels = 2;

  /// What will be asked of the table: the rest of it is not looked at.
  enum class Use { days, times, labels };

  /// The tables of all shards, as far as they are wanted whole, and of exactly the open revisions; else none.
  /// @param index  the folder that `db` was opened from.
  /// @param uses   only what belongs to these may be asked.
  [[nodiscard]] static std::optional<DocumentTable> open(const std::filesystem::path& index,
                                                         const Xapian::Database& db,
                                                         std::initializer_list<Use> uses);

  /// bring_tables_up_to_date. There is none of a database with more than 65,535 outlets. @error  as open_index; Code::io.
  [[nodiscard]] static Result<void> bring_up_to_date(const std::filesystem::path& index);

  DocumentTable(DocumentTable&&) noexcept;
  DocumentTable& operator=(DocumentTable&&) noexcept;
  ~DocumentTable();

  // A document that the table does not know is undated and has the label 0, as one without the value has.
  [[nodiscard]] std::optional<Instant> published(Xapian::docid document) const;
  [[nodiscard]] std::optional<Day> day(Xapian::docid document) const;  // in the home zone

  /// The number of the document's outlet or language among names().
  [[nodiscard]] std::uint32_t label(Label label, Xapian::docid document) const;
  /// Each once, the first is "": unknown.
  [[nodiscard]] const std::vector<std::string>& names(Label label) const {
    return names_[static_cast<std::size_t>(label)];
  }

 private:
  struct Part;  // of one shard
  DocumentTable();
  [[nodiscard]] const Part& part_of(Xapian::docid document, std::size_t& row) const;

  std::vector<std::unique_ptr<Part>> parts_;
  std::array<std::vector<std::string>, kLabels> names_;
};

}  // namespace saola::store
