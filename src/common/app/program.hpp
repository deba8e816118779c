#pragma once

#include "common/app/config.hpp"
#include "common/app/front_end_config.hpp"

#include <functional>
#include <string>

#include <boost/asio/io_context.hpp>

namespace understudy::app {

struct ProgramText {
    std::string name;   ///< "understudy-primary"
    std::string title;  ///< the configuration file's first line
};

/// The main() of a server: reads the configuration, answers --help, --version and --print-config,
/// starts logging, keeps the pid file, runs `run`, and turns its error into one log line and an
/// exit code.
///
/// `config` is what `keys` fill.
int run_program(int argc, char** argv, const ProgramText& text, const ConfigKeys& keys,
                const FrontEndConfig& config,
                const std::function<Result<void>(boost::asio::io_context&)>& run);

/// Runs `io` until it has no more work. SIGINT and SIGTERM call `stop` on its thread; a second one
/// ends the process at once.
void run_until_stopped(boost::asio::io_context& io, const std::function<void()>& stop);

}  // namespace understudy::app
