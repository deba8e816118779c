#pragma once

#include "common/sql/functions/function.hpp"

/// The SQL functions that translated statements call.
///
/// Those on plain values are in `function_table()` (functions/function.hpp): register each under
/// its name, which begins with us_, for the given numbers of arguments. `deterministic` there means
/// "the same within one execution of a statement" (SQLITE_DETERMINISTIC): it lets the engine
/// compute NOW() once and use an index for `d < NOW()`.
///
/// Those below need a Column, named by an integer literal K = table id << 16 | column position,
/// which the engine's own implementation resolves; it hands the Column to the function named here.
///
/// | call              | what it gives                                    | by |
/// |-------------------|--------------------------------------------------|----------------------------|
/// | us_store(x, K)    | x as stored in the column; fails as MySQL does   | to_column_value() | |
/// us_auto(x, K)     | the same for the AUTO_INCREMENT column: NULL and | the engine's counter,
/// then | |                   | (unless no_auto_value_on_zero) 0 take the next   |
/// to_column_value()          | | us_default(K)     | the column's DEFAULT; error 1364 without one
/// | default_column_value()     | | us_on_update(K)   | the statement's time as the column's type
/// | now_column_value()         | | us_key(x, K)      | x in the form that compares with the stored
/// | comparison_value()         | |                   | column; never fails, is not clipped | | |
/// us_index(x, K)    | the number of an ENUM or SET value (ORDER BY)    | label_number() |
///
/// us_key and us_index are deterministic; the others are not (a constant argument must not be
/// converted, and must not fail, before there is a row). When EngineStatement::ignore is set the
/// engine runs the statement with SessionContext::strict = false.
///
/// TIMESTAMP columns named plainly in a select list are given as stored (UTC); whoever prints them
/// shifts them to the session's zone. Within expressions they are wrapped in us_local().
