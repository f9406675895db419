package io.tocsin.ingest;

/**
 * The first bytes of an array that may be longer, which saves a copy of each body.
 *
 * @param length how many of them count
 */
// An array on purpose: this is the buffer itself on its way through one method call; nobody compares two of them.
@SuppressWarnings("ArrayRecordComponent")
record Bytes(byte[] array, int length) {}
