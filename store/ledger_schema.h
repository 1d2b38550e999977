// store/ledger_schema.h
//
// The tables of state.db, one step a version. Inside of store/ledger.
//
// Source: docs/ledger.md#tables.

#pragma once

#include "base/result.h"
#include "store/sqlite.h"

namespace saola::store {

/// Makes or updates the tables, all steps in one transaction: the old ledger or the new one, never between.
/// @error  Code::outdated: made by a newer program; of sqlite.h.
[[nodiscard]] Result<void> migrate_ledger(Database& database, const std::string& name);

/// The same check without a change, for readers.  @error  Code::outdated, also for an older one.
[[nodiscard]] Result<void> check_ledger(Database& database, const std::string& name);

}  // namespace saola::store
