#include "gateway/portal/portal.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "gateway/portal/display.h"
#include "tests/gateway/portal_fixture.h"

using namespace facteur::gateway;
using Catch::Contains;
using Catch::StartsWith;
using http::Language;
using test::header_of;
using test::Portal;

namespace {

constexpr const char* vendeur = "vendeur@demo.facteur";
constexpr const char* client = "client@demo.facteur";
constexpr const char* auditeur = "auditeur@demo.facteur";

}  // namespace

TEST_CASE("a stranger is led to the login page from every page") {
  Portal portal;
  for (const auto* page : {"/portal", "/portal/flows/f1", "/portal/flows/f1/original"}) {
    const auto response = portal.get(page);
    CHECK(response.status == 303);
    CHECK(header_of(response, "Location") == "/portal/login");
  }
  CHECK(header_of(portal.get("/"), "Location") == "/portal");
  CHECK(header_of(portal.post("/portal/logout", ""), "Location") == "/portal/login");
  CHECK(header_of(portal.upload("", "a.xml", "<a/>"), "Location") == "/portal/login");
}

TEST_CASE("every page forbids scripts, frames and outside resources") {
  Portal portal;
  const auto response = portal.get("/portal/login");
  CHECK(response.type == "text/html; charset=utf-8");
  CHECK_THAT(
      header_of(response, "Content-Security-Policy"),
      Contains("default-src 'none'") && Contains("frame-ancestors 'none'") && !Contains("unsafe"));
  CHECK(header_of(response, "X-Frame-Options") == "DENY");
  CHECK(header_of(response, "X-Content-Type-Options") == "nosniff");
  CHECK(header_of(response, "Referrer-Policy") == "no-referrer");
  CHECK_THAT(response.body, !Contains("<script") && !Contains("style=") && !Contains("http:") &&
                                !Contains("https:"));
}

TEST_CASE("signing in through the form opens the list, and signing out closes it") {
  Portal portal;
  const auto response = portal.sign_in(vendeur);
  CHECK(response.status == 303);
  CHECK(header_of(response, "Location") == "/portal");
  REQUIRE_FALSE(portal.set_cookies.empty());
  CHECK_THAT(portal.set_cookies[0], Contains("facteur_session=") && Contains("; HttpOnly") &&
                                        Contains("; SameSite=Lax") && Contains("; Path=/"));
  const auto home = portal.get("/portal");
  CHECK(home.status == 200);
  CHECK_THAT(home.body, Contains("LE VENDEUR") && Contains("Valérie Vendeur"));
  CHECK(header_of(portal.get("/portal/login"), "Location") == "/portal");

  const std::string stolen = portal.cookies["facteur_session"];
  portal.post("/portal/logout", "csrf=" + Portal::token_of(home));
  CHECK(portal.get("/portal").status == 303);
  portal.cookies["facteur_session"] = stolen;
  CHECK(portal.get("/portal").status == 303);
}

TEST_CASE("cookies are marked secure where users come through TLS") {
  Portal portal;
  portal.router = http::Router(
      portal::portal_routes(portal.service.data(), portal.accounts,
                            {.secure_cookies = true, .random = accounts::system_random()}));
  portal.get("/portal/login");
  CHECK_THAT(portal.set_cookies.at(0), Contains("; Secure"));
}

TEST_CASE("a session begins with a new cookie, whatever the browser came with") {
  Portal portal;
  portal.sign_in(vendeur);
  const std::string first = portal.cookies["facteur_session"];
  const std::string token = [&] {
    portal.cookies.erase("facteur_session");
    return Portal::token_of(portal.get("/portal/login"));
  }();
  portal.cookies["facteur_session"] = first;
  portal.post("/portal/login", "csrf=" + token + "&email=" + client + "&password=facteur-demo");
  CHECK(portal.cookies["facteur_session"] != first);
  CHECK_FALSE(portal.accounts.session(first, ""));
}

TEST_CASE("a wrong password is refused in the same words as an unknown address") {
  Portal portal;
  auto wrong = portal.sign_in(vendeur, "wrong");
  auto unknown = portal.sign_in("nobody@demo.facteur", "wrong");
  CHECK(wrong.status == 403);
  CHECK(unknown.status == 403);
  CHECK_THAT(wrong.body, Contains("role=\"alert\"") && Contains("vendeur@demo.facteur"));
  CHECK_FALSE(portal.cookies.contains("facteur_session"));
  for (int i = 0; i < 9; ++i) portal.sign_in(vendeur, "wrong");
  CHECK(portal.sign_in(vendeur).status == 403);
  portal.clock.advance(15 * 60);
  CHECK(portal.sign_in(vendeur).status == 303);
}

TEST_CASE("a login form that is not ours is refused even with the right password") {
  Portal portal;
  const std::string form = std::string("email=") + vendeur + "&password=facteur-demo";
  CHECK(portal.post("/portal/login", form).status == 403);
  const std::string token = Portal::token_of(portal.get("/portal/login"));
  CHECK(portal.post("/portal/login", form + "&csrf=forged").status == 403);
  portal.cookies.erase("facteur_login");
  CHECK(portal.post("/portal/login", form + "&csrf=" + token).status == 403);
  CHECK_FALSE(portal.cookies.contains("facteur_session"));
}

TEST_CASE("the list shows invoices with their amounts, dates and statuses in plain words") {
  Portal portal;
  fill_with_examples(portal.service);
  portal.sign_in(vendeur);
  const auto home = portal.get("/portal").body;
  CHECK_THAT(home, Contains("F202600127") && Contains("1\u202f200,00\u00a0€") &&
                       Contains("20/11/2026") && Contains("Mise à disposition") &&
                       Contains("Rejetée") && Contains("Facture illisible") &&
                       Contains("scan-0042.pdf"));
  CHECK_THAT(home, Contains("32\u202f256,96\u00a0€"));
  CHECK_THAT(home, Contains("href=\"/portal?view=issued&amp;after=f0\""));
  const auto second = portal.get("/portal?view=issued&after=f0").body;
  CHECK_THAT(second, Contains("Revenir aux plus récentes") && !Contains("after=f0"));
}

TEST_CASE("who has sent nothing sees at once what was received; an empty list says what to do") {
  Portal portal;
  portal.sign_in(client);
  CHECK_THAT(portal.get("/portal").body, Contains("Aucune facture émise"));
  CHECK_THAT(portal.get("/portal?view=received").body, Contains("Aucune facture reçue"));
  fill_with_examples(portal.service);
  const auto home = portal.get("/portal").body;
  CHECK_THAT(home, Contains("F202600127") && Contains("LE VENDEUR") && Contains("Fournisseur") &&
                       !Contains("action=\"/portal/upload\""));
}

TEST_CASE("what senders wrote is escaped wherever it is shown") {
  Portal portal;
  const std::string evil = "<script>alert('x')</script>\"&{{csrf}}[[sign_out]]";
  portal::InvoiceRow row;
  row.flow_id = row.number = row.file_name = row.buyer = row.seller = evil;
  row.issue_date = row.due_date = evil;
  row.total = portal::Money{evil, evil};
  portal.service.issued["100000009"] = {row};
  portal::FlowDetail flow;
  flow.invoice = row;
  flow.invoice.status = 213;
  flow.syntax = flow.profile = evil;
  flow.steps = {{213, {}, evil, evil}};
  flow.findings = {{"fatal", evil, {evil}, evil, 3, evil, evil}};
  portal.service.flows["f"] = flow;
  portal.sign_in(vendeur);
  for (const auto* page : {"/portal", "/portal/flows/f"}) {
    const auto body = portal.get(page).body;
    CHECK_THAT(body, !Contains("<script") && !Contains("alert('x')"));
    CHECK_THAT(body, Contains("&lt;script&gt;") && Contains("{{csrf}}[[sign_out]]"));
  }
}

TEST_CASE("a rejected flow tells its reason, what to correct and where") {
  Portal portal;
  fill_with_examples(portal.service);
  portal.sign_in(vendeur);
  const auto page = portal.get("/portal/flows/f6").body;
  CHECK_THAT(page, Contains("contenu non conforme") && Contains("BR-CO-15") && Contains("BT-112") &&
                       Contains("ligne 120") && Contains("le même numéro sera accepté") &&
                       Contains("À corriger"));
  CHECK_THAT(page, !Contains("http-equiv=\"refresh\""));
}

TEST_CASE("a flow shows its life cycle and what proves that it is kept") {
  Portal portal;
  fill_with_examples(portal.service);
  portal.sign_in(vendeur);
  const auto page = portal.get("/portal/flows/f7").body;
  CHECK_THAT(page, Contains("Déposée") && Contains("Émise") && Contains("Reçue") &&
                       Contains("9f86d081884c7d65") && Contains("1\u202f041") &&
                       Contains("8,2\u00a0ko") && Contains("21/11/2026 10:00") &&
                       Contains("/portal/flows/f7/readable"));
  CHECK_THAT(portal.get("/portal/flows/f8").body, Contains("http-equiv=\"refresh\""));
}

TEST_CASE("a flow that is not there is a page that says so") {
  Portal portal;
  portal.sign_in(vendeur);
  for (const auto* page :
       {"/portal/flows/none", "/portal/flows/none/original", "/portal/flows/none/secrets"}) {
    const auto response = portal.get(page);
    CHECK(response.status == 404);
    CHECK_THAT(response.body, Contains("n’existe pas") || Contains("n&apos;existe pas"));
  }
}

TEST_CASE("a document is saved, never run as this site, under a name that cannot end its header") {
  Portal portal;
  fill_with_examples(portal.service);
  portal.sign_in(vendeur);
  const auto response = portal.get("/portal/flows/f7/original");
  CHECK(response.body == "<Invoice/>");
  CHECK(header_of(response, "Content-Disposition") ==
        "attachment; filename*=UTF-8''facture%20%22%C3%A9%22%0D%0A.xml");
  CHECK_THAT(header_of(response, "Content-Security-Policy"), Contains("sandbox"));
}

TEST_CASE("the invoice stands on the page of its flow, in a frame without rights") {
  Portal portal;
  fill_with_examples(portal.service);
  portal.sign_in(vendeur);
  const auto page = portal.get("/portal/flows/f7");
  CHECK_THAT(page.body, Contains("<iframe class=\"sheet\" src=\"/portal/flows/f7/view\" sandbox "));
  CHECK_THAT(header_of(page, "Content-Security-Policy"), Contains("frame-src 'self'"));
  CHECK_THAT(portal.get("/portal/flows/f6").body, !Contains("<iframe"));
  const auto view = portal.get("/portal/flows/f7/view");
  CHECK(view.type == "text/html; charset=utf-8");
  CHECK(header_of(view, "X-Frame-Options") == "SAMEORIGIN");
  CHECK_THAT(header_of(view, "Content-Security-Policy"),
             StartsWith("sandbox; default-src 'none'; ") && Contains("frame-ancestors 'self'"));
  CHECK(portal.get("/portal/flows/none/view").status == 404);
}

TEST_CASE("a file goes to the service and the browser to its page") {
  Portal portal;
  portal.sign_in(vendeur);
  const auto token = Portal::token_of(portal.get("/portal"));
  const auto response = portal.upload(token, "facture.xml", "<Invoice/>");
  CHECK(header_of(response, "Location") == "/portal/flows/fresh");
  CHECK(portal.service.uploaded == "<Invoice/>");
  CHECK(portal.service.uploaded_name == "facture.xml");
  CHECK(portal.service.uploaded_for == "100000009");
}

TEST_CASE("an archive goes to the service and the browser to the page of its files") {
  Portal portal;
  fill_with_examples(portal.service);
  portal.sign_in(vendeur);
  const auto token = Portal::token_of(portal.get("/portal"));
  const auto response = portal.upload(token, "lot.zip", "PK");
  CHECK(header_of(response, "Location") == "/portal/deposits/together");
  const auto page = portal.get("/portal/deposits/together");
  CHECK(page.status == 200);
  CHECK_THAT(page.body, Contains("&lt;lot&gt;.zip") && Contains("href=\"/portal/flows/") &&
                            Contains(".DS_Store"));
  CHECK(portal.get("/portal/deposits/other").status == 404);
}

TEST_CASE("an upload without our token, without a file or over the limit is not taken in") {
  Portal portal(20);
  portal.sign_in(vendeur);
  const auto token = Portal::token_of(portal.get("/portal"));
  CHECK(portal.upload("forged", "a.xml", "<a/>").status == 403);
  CHECK(portal.upload("", "a.xml", "<a/>").status == 403);
  CHECK(portal.upload(std::string(10'000, 'x'), "a.xml", "<a/>").status == 403);
  CHECK(portal.upload(token, "", "").status == 400);
  CHECK(portal.service.uploaded_name.empty());
  CHECK(portal.upload(token, "a.xml", std::string(20, 'x')).status == 303);
  portal.service.uploaded_name.clear();
  CHECK(portal.upload(token, "a.xml", std::string(21, 'x')).status == 413);
  CHECK(portal.service.uploaded_name.empty());
}

TEST_CASE("what the service refuses is a page with the reason in the reader's language") {
  Portal portal;
  portal.service.upload_problem =
      http::Problem{422, "EMPTY_FILE", "Le fichier est vide.", "The file is empty.", "0"};
  portal.sign_in(vendeur);
  const auto token = Portal::token_of(portal.get("/portal"));
  auto response = portal.upload(token, "a.xml", "");
  CHECK(response.status == 422);
  CHECK_THAT(response.body, Contains("Le fichier est vide.") && Contains("EMPTY_FILE"));
  portal.get("/portal?lang=en");
  response = portal.upload(token, "a.xml", "");
  CHECK_THAT(response.body, Contains("The file is empty.") && Contains("lang=\"en\""));
}

TEST_CASE("an auditor chooses the company, reads all and sends nothing") {
  Portal portal;
  fill_with_examples(portal.service);
  portal.sign_in(auditeur);
  auto home = portal.get("/portal");
  const auto token = Portal::token_of(home);
  CHECK_THAT(home.body, Contains("Lecture seule") && Contains("F202600127") &&
                            !Contains("action=\"/portal/upload\""));
  CHECK(portal.upload(token, "a.xml", "<a/>").status == 403);
  CHECK(portal.service.uploaded.empty());

  CHECK(portal.post("/portal/company", "company=200000008").status == 403);
  CHECK(portal.post("/portal/company", "company=999999999&csrf=" + token).status == 404);
  CHECK(portal.post("/portal/company", "company=200000008&csrf=" + token).status == 303);
  home = portal.get("/portal");
  CHECK_THAT(home.body, Contains("<option value=\"200000008\" selected>") &&
                            Contains("<strong>LE CLIENT</strong>"));
}

TEST_CASE("a company cookie of somebody else's choice falls back to one's own company") {
  Portal portal;
  portal.sign_in(vendeur);
  portal.cookies["facteur_company"] = "200000008";
  CHECK_THAT(portal.get("/portal").body, Contains("<strong>LE VENDEUR</strong>"));
}

TEST_CASE("forms of the portal need the session's own token") {
  Portal portal;
  portal.sign_in(vendeur);
  CHECK(portal.post("/portal/logout", "").status == 403);
  CHECK(portal.post("/portal/logout", "csrf=").status == 403);
  CHECK(portal.post("/portal/logout", "csrf=forged").status == 403);
  CHECK(portal.get("/portal").status == 200);
}

TEST_CASE("pages speak the browser's language, then the one chosen on the page") {
  Portal portal;
  portal.language = Language::en;
  CHECK_THAT(portal.get("/portal/login").body, Contains("Sign in") && Contains("lang=\"en\""));
  CHECK_THAT(portal.get("/portal/login?lang=fr").body, Contains("Se connecter"));
  CHECK_THAT(portal.get("/portal/login").body, Contains("Se connecter"));
  portal.get("/portal/login?lang=<b>");
  fill_with_examples(portal.service);
  portal.sign_in(vendeur);
  const auto english = portal.get("/portal?lang=en").body;
  CHECK_THAT(english, Contains("Invoices sent") && Contains("€1,200.00") &&
                          Contains("20\u00a0Nov\u00a02026") && Contains("Made available"));
}

TEST_CASE("amounts, dates and sizes are written in the manner of the language, never rounded") {
  using portal::show_amount;
  CHECK(show_amount("11000", "EUR", Language::fr) == "11\u202f000,00\u00a0€");
  CHECK(show_amount("999.999", "EUR", Language::fr) == "999,999\u00a0€");
  CHECK(show_amount("-1234567.10", "EUR", Language::fr) == "−1\u202f234\u202f567,10\u00a0€");
  CHECK(show_amount("-1234567.10", "EUR", Language::en) == "−€1,234,567.10");
  CHECK(show_amount("12.00", "CHF", Language::en) == "CHF\u00a012.00");
  CHECK(show_amount("12.00", "CHF", Language::fr) == "12,00\u00a0CHF");
  CHECK(show_amount("1e9", "EUR", Language::fr) == "1e9\u00a0EUR");
  CHECK(show_amount("0.5", "EUR", Language::en) == "€0.50");
  CHECK(portal::show_date("2026-11-21", Language::fr) == "21/11/2026");
  CHECK(portal::show_date("2026-13-21", Language::en) == "2026-13-21");
  CHECK(portal::show_date("", Language::fr) == "");
  CHECK(portal::show_size(0, Language::fr) == "0\u00a0octets");
  CHECK(portal::show_size(999, Language::en) == "999\u00a0bytes");
  CHECK(portal::show_size(104'857'600, Language::fr) == "104,8\u00a0Mo");
  CHECK(portal::show_count(1'000'000, Language::fr) == "1\u202f000\u202f000");
}

TEST_CASE("sentences get the spaces of French typography, English ones stay") {
  using portal::typeset;
  CHECK(typeset("L'acheteur : oui ; non ?", Language::fr) ==
        "L’acheteur\u00a0: oui\u202f; non\u202f?");
  CHECK(typeset("the rule 'A' : it's", Language::en) == "the rule 'A' : it's");
  CHECK(typeset("la valeur 'A'", Language::fr) == "la valeur 'A'");
}

// Hidden: `FACTEUR_PICTURES=DIR test_gateway "[pictures]"` writes the pages as files, to be looked
// at in a browser behind any file server.
TEST_CASE("pages are written out to be looked at", "[.][pictures]") {
  const char* folder = std::getenv("FACTEUR_PICTURES");
  REQUIRE(folder != nullptr);
  const auto save = [&](const std::string& name, const http::Response& response) {
    const std::filesystem::path file = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << response.body;
  };
  Portal portal;
  save("portal/style.css", portal.get("/portal/style.css"));
  save("portal/icon.svg", portal.get("/portal/icon.svg"));
  save("login.html", portal.get("/portal/login"));
  save("login-refused.html", portal.sign_in(vendeur, "wrong"));
  portal.sign_in(vendeur);
  save("empty.html", portal.get("/portal"));
  fill_with_examples(portal.service);
  save("home.html", portal.get("/portal"));
  for (const std::string id : {"f6", "f7", "f8"})
    save("flow-" + id + ".html", portal.get("/portal/flows/" + id));
  save("home-en.html", portal.get("/portal?lang=en"));
  save("missing.html", portal.get("/portal/flows/none?lang=fr"));
  Portal audit;
  fill_with_examples(audit.service);
  audit.sign_in(auditeur);
  save("audit.html", audit.get("/portal"));
}
