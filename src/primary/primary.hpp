#pragma once

#include "common/app/primary_config.hpp"
#include "common/base/result.hpp"

#include <memory>

#include <boost/asio/io_context.hpp>

namespace understudy::primary {

/// A running primary: opens log and store, recovers, serves. Wiring only; each part says itself
/// what it does.
///
/// Threads: made, run and stopped on the thread of `io`; owns the writer's thread.
class Primary {
  public:
    /// Steps of a start: lock and open the store, open the log (cutting a torn tail), replay into
    /// the store what it lacks, start the writer, bind the listeners. Logs each that did something.
    /// Errors: of those parts; nothing is served then.
    static Result<std::unique_ptr<Primary>> start(boost::asio::io_context& io, FileSystem& fs,
                                                  const app::PrimaryConfig& config);
    virtual ~Primary() = default;

    /// Ends the sessions, finishes what is being written, closes log and store cleanly. The
    /// io_context then runs out of work.
    virtual void stop() = 0;
};

}  // namespace understudy::primary
