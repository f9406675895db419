/** Bytes to events: decoders, HTTP and Kafka intake. */
@NullMarked
package io.tocsin.ingest;

import org.jspecify.annotations.NullMarked;
