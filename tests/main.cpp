// The one place that instantiates Catch2; every room's test binary links it.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
