#pragma once

#include "common/server/accounts.hpp"
#include "common/server/backend.hpp"
#include "common/server/process_list.hpp"
#include "common/server/reader_pool.hpp"
#include "common/server/replica_registry.hpp"
#include "common/server/server.hpp"

#include <chrono>
#include <cstdint>

#include <boost/asio/thread_pool.hpp>

namespace understudy::server {

struct StatusCounters {
    std::uint64_t questions = 0, queries = 0, commits = 0, rollbacks = 0;
    std::uint64_t selects = 0, inserts = 0, updates = 0, deletes = 0;
    std::uint64_t prepared = 0, executed = 0;
    std::uint64_t aborted_logins = 0, aborted_clients = 0, refused_connections = 0;
};

/// What the sessions of one server share. The io thread only, but for what says otherwise.
struct Services {
    boost::asio::io_context& io;
    Backend& backend;
    const ServerOptions& options;
    Accounts accounts;
    ReaderPool readers;
    boost::asio::thread_pool disk{1};  ///< reads old parts of the log for dumps
    ProcessList processes;
    ReplicaRegistry replicas;
    StatusCounters counters;
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
    bool stopping = false;
};

}  // namespace understudy::server
