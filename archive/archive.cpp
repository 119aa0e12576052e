// The evidence store.
