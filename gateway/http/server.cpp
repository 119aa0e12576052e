#include "gateway/http/server.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerConnection.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/String.h>
#include <Poco/ThreadPool.h>

#include <algorithm>

#include "gateway/http/problems.h"
#include "gateway/http/router.h"
#include "gateway/http/watchdog.h"

namespace facteur::gateway::http {

namespace pn = Poco::Net;
using Steady = std::chrono::steady_clock;

namespace {

constexpr std::size_t request_id_limit = 64;

// The body of one request, held to its limit and to the minimum rate.
class PocoBody : public BodySource {
 public:
  PocoBody(pn::HTTPServerRequest& request, std::size_t limit, const ServerOptions& options,
           Metrics& metrics)
      : stream_(*request.stream().rdbuf()),
        expected_(request.hasContentLength() ? request.getContentLength64() : -1),
        limit_(limit),
        options_(options),
        metrics_(metrics) {}

  std::size_t read(char* buffer, std::size_t size) override {
    if (failure_ || size == 0) return 0;
    if (too_slow_now()) return fail(too_slow());
    try {
      if (stream_.sgetc() == std::char_traits<char>::eof()) {
        if (expected_ >= 0 && received_ < static_cast<std::uint64_t>(expected_))
          return fail(body_cut());
        return 0;
      }
    } catch (const Poco::TimeoutException&) {
      return fail(too_slow());
    } catch (const Poco::Exception&) {
      return fail(body_cut());
    }
    const auto here = static_cast<std::size_t>(std::max<std::streamsize>(1, stream_.in_avail()));
    const auto count = static_cast<std::size_t>(
        stream_.sgetn(buffer, static_cast<std::streamsize>(std::min(size, here))));
    received_ += count;
    metrics_.body_bytes += count;
    if (received_ > limit_) return fail(too_large(limit_));
    return count;
  }

  const std::optional<Problem>& failure() const override { return failure_; }

 private:
  std::size_t fail(Problem problem) {
    failure_ = std::move(problem);
    return 0;
  }

  bool too_slow_now() const {
    const auto late = Steady::now() - start_ - options_.body_grace;
    if (late <= Steady::duration::zero()) return false;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(late).count();
    return received_ < static_cast<std::uint64_t>(seconds) * options_.body_rate;
  }

  std::streambuf& stream_;
  const std::int64_t expected_;
  const std::size_t limit_;
  const ServerOptions& options_;
  Metrics& metrics_;
  const Steady::time_point start_ = Steady::now();
  std::uint64_t received_ = 0;
  std::optional<Problem> failure_;
};

Language preferred_language(std::string_view accept_language) {
  const auto en = accept_language.find("en"), fr = accept_language.find("fr");
  return en < fr ? Language::en : Language::fr;
}

bool sane_request_id(std::string_view id) {
  return !id.empty() && id.size() <= request_id_limit &&
         std::all_of(id.begin(), id.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '-'; });
}

bool announces_body(const pn::HTTPServerRequest& request) {
  return request.getChunkedTransferEncoding() ||
         (request.hasContentLength() && request.getContentLength64() != 0);
}

// Whether bytes of the body were not read, whatever the method: a GET may have a body too.
bool body_left(pn::HTTPServerRequest& request) {
  if (!announces_body(request)) return false;
  try {
    return request.stream().rdbuf()->sgetc() != std::char_traits<char>::eof();
  } catch (const Poco::Exception&) {
    return true;  // announced, and not there yet
  }
}

std::string hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace

struct Server::Impl {
  ServerOptions options;
  accounts::Accounts& accounts;
  Metrics& metrics;
  Router router;
  Watchdog watchdog;
  Poco::ThreadPool pool;
  pn::ServerSocket socket;
  std::unique_ptr<pn::TCPServer> server;

  Impl(ServerOptions given, accounts::Accounts& accounts, Metrics& metrics,
       std::vector<Route> routes)
      : options(std::move(given)),
        accounts(accounts),
        metrics(metrics),
        router(std::move(routes)),
        watchdog(options.idle_timeout),
        pool("http", 8, options.threads, 60) {
    socket.bind(pn::SocketAddress(options.address, options.port), true, false);
    socket.listen(1024);
  }

  Request read_head(const pn::HTTPServerRequest& poco, std::string_view target) const;
  std::optional<Problem> identify(Request& request, const Route& route) const;
  std::optional<Problem> refusal(const pn::HTTPServerRequest& poco, Request& request,
                                 const Router::Match& match) const;
  Response serve(pn::HTTPServerRequest& poco, Request& request, const Router::Match& match);
  Response read_and_call(PocoBody& body, Request& request, const Route& route) const;
  void send(pn::HTTPServerRequest& poco, pn::HTTPServerResponse& out, const Request& request,
            Response response) const;
  void handle(pn::HTTPServerRequest& poco, pn::HTTPServerResponse& out);
};

Request Server::Impl::read_head(const pn::HTTPServerRequest& poco, std::string_view target) const {
  Request request;
  request.method = poco.getMethod();
  const auto question = std::min(target.size(), target.find('?'));
  request.path = percent_decode(target.substr(0, question)).value_or("/");
  request.query = parse_form(target.substr(std::min(target.size(), question + 1)));
  for (const auto& [name, value] : poco) request.headers.emplace(Poco::toLower(name), value);
  request.address = poco.clientAddress().host().toString();
  const auto id = request.header("request-id");
  request.request_id = sane_request_id(id) ? std::string(id) : hex(options.random(16));
  request.language = preferred_language(request.header("accept-language"));
  return request;
}

// Sets the principal, or says why the caller may not go on.
std::optional<Problem> Server::Impl::identify(Request& request, const Route& route) const {
  if (route.access == Access::anyone) return std::nullopt;
  const auto organization = request.header("organization-id");
  const auto authorization = request.header("authorization");
  const auto cookie = request.cookie("facteur_session");
  std::optional<accounts::Principal> caller;
  if (Poco::icompare(std::string(authorization.substr(0, 7)), "bearer ") == 0) {
    caller = accounts.bearer(authorization.substr(7), organization);
    if (!caller) return invalid_token();
  } else if (!cookie.empty()) {
    caller = accounts.session(cookie, organization);
    // A cookie travels by itself: what it changes must prove that our own page sent it.
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (caller && !reads && !request.path.starts_with("/portal") &&
        request.header("x-csrf-token") != caller->csrf)
      return forbidden("X-CSRF-Token");
  }
  if (!caller) return missing_token();
  request.principal = std::move(*caller);
  if (request.principal.tenant.empty()) return forbidden("Organization-Id");
  if (route.access == Access::member && request.principal.role != accounts::Role::member)
    return forbidden("member");
  return std::nullopt;
}

Response Server::Impl::read_and_call(PocoBody& body, Request& request, const Route& route) const {
  if (route.streams) {
    request.source = &body;
    return route.handler(request);
  }
  char buffer[16 * 1024];
  while (const std::size_t count = body.read(buffer, sizeof buffer))
    request.body.append(buffer, count);
  if (body.failure()) return answer(request, *body.failure());
  return route.handler(request);
}

// What can be said against a request before its body is read.
std::optional<Problem> Server::Impl::refusal(const pn::HTTPServerRequest& poco, Request& request,
                                             const Router::Match& match) const {
  if (!match.path_known) return not_found();
  if (!match.route) return method_not_allowed();
  if (auto refused = identify(request, *match.route)) return refused;

  const bool has_body = request.method == "POST" || request.method == "PUT";
  if (has_body && !poco.hasContentLength() && !poco.getChunkedTransferEncoding())
    return length_required();
  if (poco.hasContentLength() && poco.getContentLength64() >= 0 &&
      static_cast<std::uint64_t>(poco.getContentLength64()) > match.route->body_limit)
    return too_large(match.route->body_limit);
  if (!request.header("content-encoding").empty() &&
      request.header("content-encoding") != "identity")
    return unsupported_encoding();
  return std::nullopt;
}

Response Server::Impl::serve(pn::HTTPServerRequest& poco, Request& request,
                             const Router::Match& match) {
  if (const auto refused = refusal(poco, request, match)) {
    Response response = answer(request, *refused);
    response.close = announces_body(poco);
    return response;
  }
  PocoBody body(poco, match.route->body_limit, options, metrics);
  Response response = read_and_call(body, request, *match.route);
  if (body.failure()) response.close = true;
  return response;
}

void Server::Impl::send(pn::HTTPServerRequest& poco, pn::HTTPServerResponse& out,
                        const Request& request, Response response) const {
  out.setStatus(pn::HTTPResponse::HTTPStatus(response.status));
  out.setReason(pn::HTTPResponse::getReasonForStatus(out.getStatus()));
  out.setContentType(response.type);
  out.set("Request-Id", request.request_id);
  out.set("X-Content-Type-Options", "nosniff");
  out.set("Cache-Control", "no-store");
  for (const auto& [name, value] : response.headers) {
    if (name == "Set-Cookie")
      out.add(name, value);
    else
      out.set(name, value);
  }

  // A body that was not read to its end would be taken for the next request.
  char discarded[16 * 1024];
  const bool unread = response.close || body_left(poco);
  if (unread) out.setKeepAlive(false);
  // sendBuffer() would leave the answer in a buffer until this function has returned.
  out.setContentLength64(static_cast<Poco::Int64>(response.body.size()));
  auto& stream = out.send();
  if (request.method != "HEAD")
    stream.write(response.body.data(), static_cast<std::streamsize>(response.body.size()));
  stream.flush();
  if (!unread) return;

  // Closing with bytes unread would reset the connection and may cost the peer our answer: say
  // that nothing more comes, and swallow for a moment what is on its way.
  auto& socket = dynamic_cast<pn::HTTPServerRequestImpl&>(poco).socket();
  socket.shutdownSend();
  const auto until = Steady::now() + std::chrono::seconds(3);
  socket.setReceiveTimeout(Poco::Timespan(1, 0));
  while (Steady::now() < until && socket.receiveBytes(discarded, sizeof discarded) > 0) {
  }
}

void Server::Impl::handle(pn::HTTPServerRequest& poco, pn::HTTPServerResponse& out) {
  const auto& target = poco.getURI();
  Request request = read_head(poco, target);
  ++metrics.requests_now;
  Response response;
  try {
    auto match = router.match(request.method, std::string_view(target).substr(0, target.find('?')));
    request.parameters = std::move(match.parameters);
    response = serve(poco, request, match);
  } catch (const Poco::Exception& error) {
    options.log("error " + request.request_id + " " + request.path + ": " + error.displayText());
    response = answer(request, internal_error());
  } catch (const std::exception& error) {
    options.log("error " + request.request_id + " " + request.path + ": " + error.what());
    response = answer(request, internal_error());
  }
  --metrics.requests_now;
  ++metrics.responses[std::min<std::size_t>(5, static_cast<std::size_t>(response.status) / 100)];
  try {
    send(poco, out, request, std::move(response));
  } catch (const Poco::Exception&) {
    out.setKeepAlive(false);  // the peer is gone; what was done for it stays done
  }
}

namespace {

class PocoHandler : public pn::HTTPRequestHandler {
 public:
  using Work = std::function<void(pn::HTTPServerRequest&, pn::HTTPServerResponse&)>;
  PocoHandler(Work work, Watchdog& watchdog) : work_(std::move(work)), watchdog_(watchdog) {}
  void handleRequest(pn::HTTPServerRequest& request, pn::HTTPServerResponse& response) override {
    const auto socket = dynamic_cast<pn::HTTPServerRequestImpl&>(request).socket();
    watchdog_.working(socket);
    work_(request, response);
    watchdog_.waiting(socket);
  }

 private:
  Work work_;
  Watchdog& watchdog_;
};

class HandlerFactory : public pn::HTTPRequestHandlerFactory {
 public:
  HandlerFactory(PocoHandler::Work work, Watchdog& watchdog)
      : work_(std::move(work)), watchdog_(watchdog) {}
  pn::HTTPRequestHandler* createRequestHandler(const pn::HTTPServerRequest&) override {
    return new PocoHandler(work_, watchdog_);
  }

 private:
  PocoHandler::Work work_;
  Watchdog& watchdog_;
};

class WatchedConnection : public pn::HTTPServerConnection {
 public:
  WatchedConnection(const pn::StreamSocket& socket, pn::HTTPServerParams::Ptr parameters,
                    pn::HTTPRequestHandlerFactory::Ptr factory, Watchdog& watchdog)
      : HTTPServerConnection(socket, parameters, factory), watchdog_(watchdog) {}
  void run() override {
    const pn::StreamSocket socket = this->socket();
    watchdog_.waiting(socket);
    try {
      HTTPServerConnection::run();
    } catch (...) {
      watchdog_.gone(socket);
      throw;
    }
    watchdog_.gone(socket);
  }

 private:
  Watchdog& watchdog_;
};

class ConnectionFactory : public pn::TCPServerConnectionFactory {
 public:
  ConnectionFactory(pn::HTTPServerParams::Ptr parameters,
                    pn::HTTPRequestHandlerFactory::Ptr factory, Watchdog& watchdog)
      : parameters_(parameters), factory_(factory), watchdog_(watchdog) {}
  pn::TCPServerConnection* createConnection(const pn::StreamSocket& socket) override {
    return new WatchedConnection(socket, parameters_, factory_, watchdog_);
  }

 private:
  pn::HTTPServerParams::Ptr parameters_;
  pn::HTTPRequestHandlerFactory::Ptr factory_;
  Watchdog& watchdog_;
};

Poco::Timespan timespan(std::chrono::seconds seconds) {
  return {static_cast<long>(seconds.count()), 0};
}

}  // namespace

Server::Server(ServerOptions options, accounts::Accounts& accounts, Metrics& metrics,
               std::vector<Route> routes)
    : impl_(std::make_unique<Impl>(std::move(options), accounts, metrics, std::move(routes))) {
  Impl& impl = *impl_;
  pn::HTTPServerParams::Ptr parameters = new pn::HTTPServerParams;
  parameters->setMaxThreads(impl.options.threads);
  parameters->setMaxQueued(1024);
  parameters->setTimeout(timespan(impl.options.receive_timeout));
  parameters->setKeepAliveTimeout(timespan(impl.options.receive_timeout));
  pn::HTTPRequestHandlerFactory::Ptr handlers = new HandlerFactory(
      [&impl](pn::HTTPServerRequest& in, pn::HTTPServerResponse& out) { impl.handle(in, out); },
      impl.watchdog);
  impl.server =
      std::make_unique<pn::TCPServer>(new ConnectionFactory(parameters, handlers, impl.watchdog),
                                      impl.pool, impl.socket, parameters);
  impl.server->start();
}

Server::~Server() {
  stop();
}

std::uint16_t Server::port() const {
  return impl_->socket.address().port();
}

void Server::stop() {
  if (!impl_->server) return;
  impl_->server->stop();
  // Idle connections are closed at once; those at work finish their answer first.
  const auto until = Steady::now() + std::chrono::seconds(10);
  while (impl_->metrics.requests_now > 0 && Steady::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  impl_->watchdog.shut_all();
  impl_->pool.joinAll();
  impl_->server.reset();
}

}  // namespace facteur::gateway::http
