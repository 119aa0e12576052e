// One SQL layer over Poco::Data.
