#pragma once

#include "common/server/reader_pool.hpp"
#include "common/server/wakeup.hpp"

#include <optional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace understudy::server {

/// Evaluates one translated `SELECT expression` on a reader thread: for SET @x = expression.
class ScalarJob final : public ReadJob {
  public:
    ScalarJob(boost::asio::io_context& io, const sql::Translation& statement,
              sql::SessionContext& context)
        : io_(io), statement_(statement), context_(context) {}

    Wakeup& wakeup() noexcept { return wakeup_; }
    Result<sql::OwnedValue>& result() noexcept { return result_; }

    Progress slice(store::Reader& reader) noexcept override {
        result_ = run(reader);
        return Progress::finished;
    }
    void fail(Error error) noexcept override { result_ = std::move(error); }
    void deliver() noexcept override {
        boost::asio::post(io_, [this] { wakeup_.notify(); });
    }

  private:
    Result<sql::OwnedValue> run(store::Reader& reader) {
        TRY_ASSIGN(const auto cursor, reader.query(statement_, {}, context_));
        if (cursor->columns().size() != 1) {
            return sql_error(1241, "Operand should contain 1 column(s)");
        }
        TRY_ASSIGN(const bool found, cursor->step());
        if (!found) return sql::OwnedValue{};
        return sql::OwnedValue::from(cursor->row()[0]);
    }

    boost::asio::io_context& io_;
    const sql::Translation& statement_;
    sql::SessionContext& context_;
    Wakeup wakeup_;
    Result<sql::OwnedValue> result_ = sql::OwnedValue{};
};

}  // namespace understudy::server
