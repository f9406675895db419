/** Index, search and retention of events. */
@NullMarked
package io.tocsin.store;

import org.jspecify.annotations.NullMarked;
