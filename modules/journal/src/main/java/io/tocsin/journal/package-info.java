/** Append-only checksummed segments with group commit and replay. */
@NullMarked
package io.tocsin.journal;

import org.jspecify.annotations.NullMarked;
