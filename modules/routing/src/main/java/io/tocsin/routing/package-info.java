/** Route tree, grouping, deduplication, inhibition, silences. */
@NullMarked
package io.tocsin.routing;

import org.jspecify.annotations.NullMarked;
