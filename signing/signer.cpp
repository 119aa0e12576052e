// Keys and signatures.
